namespace FixPix.Training.Torch;

/// <summary>Which mean and variance batch norm takes.</summary>
public enum BatchStatistics
{
    /// <summary>The running ones, as after training.</summary>
    Running,

    /// <summary>The batch's own, which the running ones learn from.</summary>
    Learned,

    /// <summary>The batch's own; the running ones stay.</summary>
    Own,
}
