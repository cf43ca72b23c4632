using Demo;

// Usage: demo films FOLDER | demo plex FOLDER --port PORT --while PID | demo job --box ADDRESS --data FOLDER [--rounds N] | demo cuts --clipcut PROGRAM --folder FOLDER
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return args switch
    {
        ["films", var folder] => await Films.MakeAsync(folder, stop.Token),
        ["plex", var folder, "--port", var port, "--while", var pid] => await StandInPlex.RunAsync(folder, Number(port), Number(pid), stop.Token),
        ["job", "--box", var box, "--data", var data] => await MainJob.RunAsync(new Uri(box), data, stop.Token),
        ["cuts", "--clipcut", var clipcut, "--folder", var folder] => await Cuts.RunAsync(clipcut, folder, stop.Token),
        _ => Usage(),
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: demo films FOLDER                         makes the two demo films, once
               demo plex FOLDER --port PORT --while PID   stands in for plex.tv (and at the next port a server of FOLDER's films) while a process runs
               demo job --box ADDRESS --data FOLDER      does the main job on a running box and prints each step's time
               demo cuts --clipcut PROGRAM --folder FOLDER   cuts an edit list with clipcut and reads the frame numbers back
        """);
    return 2;
}
