namespace FixPix.Preview;

/// <summary>How a preview looks.</summary>
public sealed record PreviewSettings
{
    /// <summary>As it comes.</summary>
    public static PreviewSettings Default { get; } = new();

    /// <summary>The title line, usually the file's name; null means the camera's name.</summary>
    public string? Title { get; init; }

    /// <summary>The overview is never wider or higher than this, pixels, at least 256.</summary>
    public int MaxOverviewSide { get; init; } = 2000;
}
