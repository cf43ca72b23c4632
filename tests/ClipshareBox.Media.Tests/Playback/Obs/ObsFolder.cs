using System.Text.Json;
using TestMedia;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>All that OBS finds at its start: settings that keep every dialog away, and one scene with a picture to rest on.</summary>
/// <remarks>
/// Proven with OBS 29. Settings lie in global.ini up to 30 and in user.ini from 31 on, those of obs-websocket 5.5 in a file of their
/// own; all are written.
/// </remarks>
internal sealed class ObsFolder : IDisposable
{
    public const string Idle = "Idle";
    public const string IdlePicture = "Idle picture";

    /// <summary>The number in the idle picture's bar; no film here has so many frames.</summary>
    public const int IdleNumber = 1_000_000;

    private const int Width = 640; // the films', so that nothing is scaled
    private const int Height = 360;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("obs-");

    public string Path => _folder.FullName;

    /// <summary>Writes all files.</summary>
    public void Write(int port, string password)
    {
        foreach (var name in new[] { "global.ini", "user.ini" })
            Put(name, Settings(port, password));
        Put("plugin_config/obs-websocket/config.json", JsonSerializer.Serialize(new
        {
            first_load = false,
            server_enabled = true,
            server_port = port,
            alerts_enabled = false,
            auth_required = true,
            server_password = password,
        }));
        Put("basic/profiles/Rig/basic.ini", Profile());
        File.WriteAllBytes(System.IO.Path.Combine(Path, "idle.bmp"), Picture(IdleNumber));
        Put("basic/scenes/Rig.json", Scenes(System.IO.Path.Combine(Path, "idle.bmp")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Put(string name, string text)
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, "obs-studio", name));
        file.Directory?.Create();
        File.WriteAllText(file.FullName, text);
    }

    // FirstRun and the Pre… lines say that OBS asked its questions before.
    private static string Settings(int port, string password) => $"""
        [General]
        FirstRun=true
        LastVersion=503316482
        InfoIncrement=999
        EnableAutoUpdates=false
        ConfirmOnExit=false
        Pre19Defaults=false
        Pre21Defaults=false
        Pre23Defaults=false
        Pre24.1Defaults=false
        Pre31Migrated=true

        [Basic]
        Profile=Rig
        ProfileDir=Rig
        SceneCollection=Rig
        SceneCollectionFile=Rig

        [BasicWindow]
        PreviewEnabled=false
        SysTrayEnabled=false

        [OBSWebSocket]
        FirstLoad=false
        ServerEnabled=true
        ServerPort={port}
        AlertsEnabled=false
        AuthRequired=true
        ServerPassword={password}

        """;

    // The bit rate is far above what a picture of this size takes: the bar comes through unharmed.
    private string Profile() => $"""
        [General]
        Name=Rig

        [Video]
        BaseCX={Width}
        BaseCY={Height}
        OutputCX={Width}
        OutputCY={Height}
        FPSType=1
        FPSInt=25
        FPSCommon=25

        [Output]
        Mode=Simple

        [SimpleOutput]
        FilePath={Path}
        RecFormat=mkv
        RecFormat2=mkv
        RecQuality=Stream
        VBitrate=8000
        StreamEncoder=x264
        Preset=ultrafast

        """;

    private static string Scenes(string picture)
    {
        var item = new { name = IdlePicture, id = 1, visible = true, align = 5 }; // 5: its top left corner on the canvas's
        var scene = new { id_counter = 1, custom_size = false, items = new[] { item } };
        return JsonSerializer.Serialize(new
        {
            name = "Rig",
            sources = new object[]
            {
                new { name = IdlePicture, id = "image_source", versioned_id = "image_source", settings = new { file = picture } },
                new { name = Idle, id = "scene", versioned_id = "scene", settings = scene },
            },
            current_scene = Idle,
            current_program_scene = Idle,
            current_transition = "Cut",
        });
    }

    // BITMAPFILEHEADER and BITMAPINFOHEADER (wingdi.h), 24 bits a px; every line is the bar.
    private static byte[] Picture(int number)
    {
        const int HeaderBytes = 54;
        using var picture = new MemoryStream();
        using var writer = new BinaryWriter(picture);
        writer.Write("BM"u8);
        foreach (var field in new[] { HeaderBytes + (3 * Width * Height), 0, HeaderBytes, 40, Width, Height, 1 | 24 << 16, 0, 0, 0, 0, 0, 0 })
            writer.Write(field);
        var row = new byte[Width];
        NumberBar.Draw(number, row);
        for (var y = 0; y < Height; y++)
        {
            foreach (var luma in row)
                writer.Write([luma, luma, luma]);
        }
        return picture.ToArray();
    }
}
