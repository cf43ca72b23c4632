using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.InteropServices;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Platform.Metrics;

/// <summary>Room on a disk.</summary>
/// <param name="Name">"data" or "clips".</param>
/// <param name="FreeBytes">Bytes that this user may still write.</param>
/// <param name="TotalBytes">Size of the file system in bytes.</param>
public sealed record DiskRoom(string Name, long FreeBytes, long TotalBytes);

/// <summary>A sensor of the board.</summary>
/// <param name="Name">The kernel's name for it, such as cpu-thermal.</param>
/// <param name="Celsius">Degrees Celsius.</param>
public sealed record Temperature(string Name, double Celsius);

/// <summary>What the machine and this process say of themselves.</summary>
internal sealed partial class MachineFigures
{
    // Of the kernel: Documentation/driver-api/thermal/sysfs-api.rst.
    private const string Zones = "/sys/class/thermal";

    private readonly BoxSettings _settings;

    public MachineFigures(BoxSettings settings, BoxMeter meter)
    {
        _settings = settings;
        meter.Gauge("clipsharebox.disk.free", "By", "Free room on the disk that a folder lies on.",
            () => Disks().Select(d => new Measurement<double>(d.FreeBytes, new KeyValuePair<string, object?>("folder", d.Name))));
        meter.Gauge("clipsharebox.temperature", "Cel", "Temperature of the board's sensors.",
            () => Temperatures().Select(t => new Measurement<double>(t.Celsius, new KeyValuePair<string, object?>("sensor", t.Name))));
        meter.Gauge("process.resident_memory", "By", "Memory of this process that is in RAM.", () => [new(ResidentBytes)]);
        meter.Sum("process.cpu", "s", "CPU time of this process.", () => CpuSeconds);
        meter.Sum("clipsharebox.tools.cpu", "s", "CPU time of ffmpeg and other programs that the box ran and that have ended.", () => ToolCpuSeconds);
    }

    /// <summary>Memory of this process that is in RAM, in bytes.</summary>
    public static long ResidentBytes => Environment.WorkingSet;

    /// <summary>CPU time of this process, in s.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>CPU time of the programs that the box ran and that have ended, in s.</summary>
    public static double ToolCpuSeconds
    {
        get
        {
            // struct rusage begins with ru_utime and ru_stime, each a struct timeval of two longs; 144 bytes in all on 64-bit Linux.
            Span<long> usage = stackalloc long[18];
            return GetUsage(Children, usage) == 0 ? usage[0] + (usage[1] / 1e6) + usage[2] + (usage[3] / 1e6) : 0;
        }
    }

    /// <summary>The disks of the data and of the clips; none for one that is away.</summary>
    public IReadOnlyList<DiskRoom> Disks() => [.. new[] { Room("data", _settings.Data), Room("clips", _settings.Clips) }.OfType<DiskRoom>()];

    /// <summary>The board's sensors; none where it has none.</summary>
    public static IReadOnlyList<Temperature> Temperatures() => Directory.Exists(Zones)
        ? [.. Directory.EnumerateDirectories(Zones, "thermal_zone*").Order(StringComparer.Ordinal).Select(Read).OfType<Temperature>()]
        : [];

    private static DiskRoom? Room(string name, string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            return new DiskRoom(name, drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // no figure says it
        }
    }

    private static Temperature? Read(string zone)
    {
        try
        {
            var thousandths = int.Parse(File.ReadAllText(Path.Combine(zone, "temp")).Trim(), CultureInfo.InvariantCulture);
            return new Temperature(File.ReadAllText(Path.Combine(zone, "type")).Trim(), thousandths / 1000.0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // a sensor that is switched off answers with an error
        }
    }

    private const int Children = -1; // RUSAGE_CHILDREN

    // getrusage(2), <sys/resource.h>
    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
