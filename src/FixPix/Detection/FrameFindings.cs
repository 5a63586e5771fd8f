namespace FixPix.Detection;

/// <summary>What one frame shows, collected by bands of rows from any thread and handed out in the order of the sites.</summary>
/// <param name="height">Rows of the frame.</param>
internal sealed class FrameFindings(int height)
{
    /// <summary>Rows of a band: few enough that its scratch stays in the cache, many enough that its halo is cheap.</summary>
    public const int RowsPerBand = 32;

    private readonly List<Finding>?[] _bands = new List<Finding>?[(height + RowsPerBand - 1) / RowsPerBand];

    /// <summary>Keeps what was found in one band, in the order of its sites.</summary>
    /// <param name="firstRow">The band's first row.</param>
    /// <param name="found">Its findings.</param>
    public void Set(int firstRow, List<Finding> found) => _bands[firstRow / RowsPerBand] = found.Count > 0 ? found : null;

    /// <summary>All findings in the order of their sites.</summary>
    /// <param name="high">Whether those that read too high are wanted.</param>
    /// <param name="low">Whether those that read too low are wanted.</param>
    public List<Finding> Sorted(bool high = true, bool low = true)
    {
        List<Finding> all = [];
        foreach (List<Finding>? band in _bands)
        {
            foreach (Finding finding in band ?? [])
            {
                if (finding.IsHigh ? high : low)
                {
                    all.Add(finding);
                }
            }
        }

        return all;
    }
}
