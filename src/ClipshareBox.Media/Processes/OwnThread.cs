namespace ClipshareBox.Media.Processes;

/// <summary>Runs blocking work on a thread of its own, so that it never takes one of the few threads of the pool.</summary>
internal static class OwnThread
{
    private const int StackBytes = 256 * 1024;

    /// <summary>Starts <paramref name="work"/>; the task ends, or fails, with it.</summary>
    public static Task Run(string name, Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => RunToEnd(work, done), StackBytes) { IsBackground = true, Name = name };
        thread.Start();
        return done.Task;
    }

    private static void RunToEnd(Action work, TaskCompletionSource done)
    {
        try
        {
            work();
            done.SetResult();
        }
        catch (Exception e) // handed to whoever awaits the task
        {
            done.SetException(e);
        }
    }
}
