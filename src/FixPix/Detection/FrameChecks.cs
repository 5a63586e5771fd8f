using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Refuses frames that cannot come from one sensor.</summary>
internal static class FrameChecks
{
    /// <summary>Hands the frames on, each checked against the first.</summary>
    /// <param name="frames">The frames; asked for one after the other.</param>
    /// <param name="minimum">The fewest that will do.</param>
    /// <exception cref="FixPixException">There are too few, or one differs in size or CFA; frames are counted from 1.</exception>
    public static IEnumerable<Mosaic> OfOneSensor(IEnumerable<Mosaic> frames, int minimum = 1)
    {
        ArgumentNullException.ThrowIfNull(frames);
        MosaicLayout? first = null;
        int count = 0;
        foreach (Mosaic frame in frames)
        {
            count++;
            first ??= frame.Layout;
            RequireLike(first, frame.Layout, count);
            yield return frame;
        }

        if (count < minimum)
        {
            throw new FixPixException($"{count} frames given, this detector needs at least {minimum}");
        }
    }

    private static void RequireLike(MosaicLayout first, MosaicLayout layout, int number)
    {
        if ((layout.Width, layout.Height) != (first.Width, first.Height) || !layout.Cfa.Equals(first.Cfa))
        {
            throw new FixPixException(
                $"frame {number}: {layout.Width}×{layout.Height} {layout.Cfa.Name}, frame 1 has {first.Width}×{first.Height} {first.Cfa.Name}");
        }
    }
}
