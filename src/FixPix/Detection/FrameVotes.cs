namespace FixPix.Detection;

/// <summary>
/// Counts in how many frames each site was found. Keeps only sites that were found at all, so its memory grows with
/// the candidates, not with the sensor.
/// </summary>
internal sealed class FrameVotes
{
    private List<Tally> _tallies = [];
    private int _frames;

    /// <summary>Adds one frame's findings, in the order of their sites.</summary>
    public void Add(List<Finding> findings)
    {
        _frames++;
        List<Tally> merged = new(Math.Max(_tallies.Count, findings.Count));
        int place = 0;
        foreach (Finding finding in findings)
        {
            while (place < _tallies.Count && _tallies[place].Site < finding.Site)
            {
                merged.Add(_tallies[place++]);
            }

            bool known = place < _tallies.Count && _tallies[place].Site == finding.Site;
            merged.Add((known ? _tallies[place++] : new Tally(finding.Site, 0, 0, 0)).With(finding));
        }

        merged.AddRange(_tallies[place..]);
        _tallies = merged;
    }

    /// <summary>The sites that at least this share of the frames shows, with the mean probability over all frames.</summary>
    public IEnumerable<Finding> Confirmed(double ratio)
    {
        foreach (Tally tally in _tallies)
        {
            if (tally.Seen >= ratio * _frames)
            {
                yield return new Finding(tally.Site, (float)(tally.Sum / _frames), 2 * tally.High >= tally.Seen);
            }
        }
    }

    private readonly record struct Tally(int Site, int Seen, int High, double Sum)
    {
        public Tally With(Finding finding) =>
            new(Site, Seen + 1, High + (finding.IsHigh ? 1 : 0), Sum + finding.Probability);
    }
}
