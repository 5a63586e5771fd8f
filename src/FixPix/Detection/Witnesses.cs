namespace FixPix.Detection;

/// <summary>The sites that any frame spoke clearly against, in order; few, so memory does not grow with the sensor.</summary>
internal sealed class Witnesses
{
    private List<Witness> _all = [];

    /// <summary>Adds those of one frame.</summary>
    /// <param name="bands">In the order of their sites.</param>
    public void Add(IEnumerable<List<Witness>> bands)
    {
        List<Witness> merged = new(_all.Count);
        int place = 0;
        foreach (List<Witness> band in bands)
        {
            foreach (Witness witness in band)
            {
                while (place < _all.Count && _all[place].Site < witness.Site)
                {
                    merged.Add(_all[place++]);
                }

                bool isKnown = place < _all.Count && _all[place].Site == witness.Site;
                merged.Add(isKnown ? _all[place++].And(witness) : witness);
            }
        }

        merged.AddRange(_all[place..]);
        _all = merged;
    }

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Witness> All => _all;
}
