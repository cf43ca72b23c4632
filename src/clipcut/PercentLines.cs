namespace Clipcut;

/// <summary>Prints a line for each whole per cent that a cut gets further.</summary>
internal sealed class PercentLines(Terminal terminal, string prefix) : IProgress<double>
{
    private readonly Lock _lock = new();
    private int _shown = -1;

    public void Report(double value)
    {
        var percent = (int)Math.Clamp(value * 100, 0, 100);
        lock (_lock)
        {
            if (percent <= _shown)
                return;
            _shown = percent;
            terminal.Progress($"{prefix}{percent} %");
        }
    }
}
