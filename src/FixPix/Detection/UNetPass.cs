using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;

namespace FixPix.Detection;

/// <summary>A U-Net over whole mosaics of one layout, tile by tile: the log-odds of each site.</summary>
/// <param name="network">The network.</param>
/// <param name="input">What it is told of a mosaic.</param>
/// <param name="workspaces">Scratch memory.</param>
internal sealed class UNetPass(UNet network, NetworkInput input, WorkspacePool workspaces)
{
    /// <summary>Takes the log-odds of a part of a row.</summary>
    /// <param name="row">The mosaic's row.</param>
    /// <param name="left">The first column.</param>
    /// <param name="logOdds">One number a column.</param>
    public delegate void RowReader(int row, int left, ReadOnlySpan<float> logOdds);

    /// <summary>What the network makes of the one frame that it was run on.</summary>
    public FrameLook Look { get; } = new(input.Layout);

    /// <summary>Room for how far each site is believed, height × width, for a network that looks again (<see cref="SecondLookInput"/>); null where none does.</summary>
    public byte[]? Beliefs { get; init; }

    /// <summary>Keeps what the network says of whole frames that come again; null where none does.</summary>
    public FrameMemory? Memory { get; init; }

    /// <summary>The sites of one frame that are worth a closer look.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="least">The log-odds that they exceed.</param>
    /// <param name="tiles">How the plane is cut.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <returns>In the order of the sites.</returns>
    public SiteLogOdds[] Find(Mosaic frame, float least, NetworkTiles tiles, WorkSettings work)
    {
        List<SiteLogOdds>?[] found = new List<SiteLogOdds>?[tiles.Count];
        Run(tiles, work, (tile, workspace) => ReadTile(frame.Samples, tiles[tile], workspace, (row, left, logOdds) =>
        {
            Take(row, left, logOdds);
            for (int place = 0; place < logOdds.Length; place++)
            {
                if (logOdds[place] > least)
                {
                    (found[tile] ??= []).Add(new SiteLogOdds((row * frame.Width) + left + place, logOdds[place]));
                }
            }
        }));
        SiteLogOdds[] sites = new SiteLogOdds[found.Sum(static tile => tile?.Count ?? 0)];
        int count = 0;
        foreach (SiteLogOdds site in InOrder(found, tiles, frame.Width))
        {
            sites[count++] = site;
        }

        return sites;
    }

    /// <summary>Adds what one frame says to the sums of all sites: log-odds, or probabilities.</summary>
    public void AddTo(float[] sums, Mosaic frame, bool asProbabilities, NetworkTiles tiles, WorkSettings work) =>
        ReadAll(frame, tiles, work, (row, left, logOdds) =>
        {
            Take(row, left, logOdds);
            Span<float> target = sums.AsSpan((row * frame.Width) + left, logOdds.Length);
            for (int place = 0; place < target.Length; place++)
            {
                target[place] += asProbabilities ? Certainty.OfLogOdds(logOdds[place]) : logOdds[place];
            }
        });

    /// <summary>Computes one tile and hands over the rows of the mosaic that it holds.</summary>
    public void ReadTile(ReadOnlySpan<ushort> samples, Region tile, Workspace workspace, RowReader reader)
    {
        int mark = workspace.Mark();
        FeatureMap output = workspace.RentMap(tile, network.Outputs);
        FeatureMap features = workspace.RentMap(network.InputFor(tile, input.Plane), network.Inputs);
        input.Fill(samples, in features, workspace);
        network.Forward(in features, in output, input.Plane, workspace);
        SensorArea sites = input.SitesOf(tile);
        Span<float> logOdds = workspace.RentMatrix(1, Math.Max(1, sites.Width)).Row(0)[..sites.Width];
        for (int row = sites.Top; row < sites.Bottom; row++)
        {
            input.CopyRow(in output, row, sites.Left, logOdds);
            reader(row, sites.Left, logOdds);
        }

        workspace.Release(mark);
    }

    private void ReadAll(Mosaic frame, NetworkTiles tiles, WorkSettings work, RowReader reader)
    {
        void Compute(RowReader take) => Run(tiles, work, (tile, workspace) => ReadTile(frame.Samples, tiles[tile], workspace, take));
        if (Memory is null)
        {
            Compute(reader);
            return;
        }

        float[] said = Memory.LogOdds(frame, all => Compute((row, left, logOdds) => logOdds.CopyTo(all.AsSpan((row * frame.Width) + left))));
        for (int row = 0; row < frame.Height; row++)
        {
            reader(row, 0, said.AsSpan(row * frame.Width, frame.Width));
        }
    }

    private void Take(int row, int left, ReadOnlySpan<float> logOdds)
    {
        Look.Count(row, left, logOdds);
        if (Beliefs is not null)
        {
            Span<byte> beliefs = Beliefs.AsSpan((row * input.Layout.Width) + left, logOdds.Length);
            for (int place = 0; place < beliefs.Length; place++)
            {
                beliefs[place] = SecondLookInput.BeliefOf(logOdds[place]);
            }
        }
    }

    private void Run(NetworkTiles tiles, WorkSettings work, Action<int, Workspace> body) =>
        RowBands.Run(tiles.Count, 1, work with { Threads = Math.Min(work.Threads, tiles.Threads) }, (place, _) =>
        {
            Workspace workspace = workspaces.Take();
            body(tiles.Order[place], workspace);
            workspaces.Return(workspace);
        });

    // Tiles that lie side by side share their rows.
    private static IEnumerable<SiteLogOdds> InOrder(List<SiteLogOdds>?[] found, NetworkTiles tiles, int width)
    {
        int[] next = new int[found.Length];
        for (int first = 0; first < found.Length; first += tiles.Columns)
        {
            for (int row = -1; row != int.MaxValue;)
            {
                int following = int.MaxValue;
                for (int tile = first; tile < first + tiles.Columns; tile++)
                {
                    List<SiteLogOdds> here = found[tile] ?? [];
                    for (; next[tile] < here.Count && here[next[tile]].Site / width <= row; next[tile]++)
                    {
                        yield return here[next[tile]];
                    }

                    following = next[tile] < here.Count ? Math.Min(following, here[next[tile]].Site / width) : following;
                }

                row = following;
            }
        }
    }
}
