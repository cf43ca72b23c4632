using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Tests.Encoders;

/// <summary>Scripts in place of ffmpeg: the real one, but for one encoder.</summary>
internal static class FakeTools
{
    public const string Device = "h264_v4l2m2m";

    /// <param name="films">Where the script goes.</param>
    /// <param name="behaviour">What happens when the encoder is asked for, in bash.</param>
    /// <param name="encoder">The encoder.</param>
    public static MediaTools Ffmpeg(Films films, string behaviour, string encoder = Device)
    {
        var script = films.NewFile(".sh");
        File.WriteAllText(
            script, $"#!/bin/bash\nfor a in \"$@\"; do if [ \"$a\" = {encoder} ]; then\n{behaviour}\nfi; done\nexec ffmpeg \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new MediaTools(script);
    }

    /// <summary>A behaviour: the device's name becomes these arguments.</summary>
    public static string With(string arguments) =>
        $"args=(); for b in \"$@\"; do if [ \"$b\" = {Device} ]; then args+=({arguments}); else args+=(\"$b\"); fi; done; exec ffmpeg \"${{args[@]}}\"";
}
