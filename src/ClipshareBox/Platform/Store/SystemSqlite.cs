using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ClipshareBox.Platform.Store;

/// <summary>Binds the database driver to the system's SQLite, which the operating system keeps patched.</summary>
internal static class SystemSqlite
{
    private static readonly Lock Once = new();
    private static bool _bound;

    /// <summary>Binds once for the process; later calls do nothing.</summary>
    internal static void Bind()
    {
        lock (Once)
        {
            if (_bound)
                return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            _bound = true;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "e_sqlite3" ? NativeLibrary.Load("libsqlite3.so.0") : 0;
}
