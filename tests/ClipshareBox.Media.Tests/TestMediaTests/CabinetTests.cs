using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

public sealed class CabinetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cabinet").FullName;
    private int _made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_who_ask_at_once_wait_for_one_making()
    {
        var gate = new TaskCompletionSource();
        var kind = Kind(async _ => await gate.Task);
        var cabinet = new Cabinet(_folder);
        var first = cabinet.PathOfAsync(kind, Ct);
        var second = cabinet.PathOfAsync(kind, Ct);
        gate.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_second_cabinet_of_the_same_folder_waits_for_the_first_and_makes_nothing()
    {
        var gate = new TaskCompletionSource();
        var kind = Kind(async _ => await gate.Task);
        var first = new Cabinet(_folder).PathOfAsync(kind, Ct);
        var second = new Cabinet(_folder).PathOfAsync(kind, Ct);
        gate.SetResult();

        Assert.Equal(await first, await second);
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_making_that_fails_leaves_nothing_and_is_tried_again()
    {
        var cabinet = new Cabinet(_folder);
        var kind = Kind(_ => _made == 1 ? throw new InvalidDataException("first") : Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidDataException>(() => cabinet.PathOfAsync(kind, Ct));
        Assert.False(File.Exists(cabinet.PlaceOf(kind)));
        Assert.Equal("film", await File.ReadAllTextAsync(await cabinet.PathOfAsync(kind, Ct), Ct));
    }

    [Fact]
    public void Another_recipe_is_another_file()
    {
        var cabinet = new Cabinet(_folder);
        var kind = Kind(_ => Task.CompletedTask);
        Assert.NotEqual(cabinet.PlaceOf(kind), cabinet.PlaceOf(kind with { Recipe = "another" }));
    }

    private SourceKind Kind(Func<string, Task> work) => new()
    {
        Name = "kind",
        Codec = "none",
        Extension = ".txt",
        Rate = new ClipshareBox.Media.Time.Rational(25, 1),
        Recipe = "one",
        MakeAsync = async (path, ct) =>
        {
            Interlocked.Increment(ref _made);
            await work(path);
            await File.WriteAllTextAsync(path, "film", ct);
        },
    };
}
