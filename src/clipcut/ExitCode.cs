using ClipshareBox.Media;

namespace Clipcut;

/// <summary>What the program's end tells a script.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int BadArguments = 2;
    public const int BadSource = 3;
    public const int CannotCut = 4;
    public const int Disk = 5;

    public static int From(MediaFault fault) => fault switch
    {
        MediaFault.BadRange => BadArguments,
        MediaFault.NotMedia or MediaFault.Truncated or MediaFault.Encrypted or MediaFault.NoVideo
            or MediaFault.SourceMissing or MediaFault.SourceLost => BadSource,
        MediaFault.DiskFull or MediaFault.CannotWrite => Disk,
        _ => CannotCut,
    };
}

/// <summary>The command line itself is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);
