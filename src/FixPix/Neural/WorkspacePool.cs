namespace FixPix.Neural;

/// <summary>Scratch memory for whoever works next: as many workspaces as threads ever worked at once, each kept for the next tile or frame. Safe for any number of threads.</summary>
internal sealed class WorkspacePool
{
    private readonly Stack<Workspace> _free = new();

    /// <summary>A workspace that nobody else has until it comes back.</summary>
    public Workspace Take()
    {
        lock (_free)
        {
            return _free.TryPop(out Workspace? workspace) ? workspace : new Workspace();
        }
    }

    /// <summary>Gives a workspace back, with nothing of it rented any more.</summary>
    public void Return(Workspace workspace)
    {
        workspace.Release(0);
        lock (_free)
        {
            _free.Push(workspace);
        }
    }

    /// <summary>Bytes held by the workspaces that are free.</summary>
    public long Bytes
    {
        get
        {
            lock (_free)
            {
                return _free.Sum(static workspace => workspace.Bytes);
            }
        }
    }
}
