using FixPix.Correction;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Reports;
using FixPix.Mosaics;

namespace FixPix.Experiments.Strips;

/// <summary>Before and after, in pictures: a scene of each group whose frames are large enough, as many as the scale allows.</summary>
internal static class StripSection
{
    /// <summary>Draws the pictures and tells of them.</summary>
    /// <param name="folder">Where the pictures go.</param>
    /// <param name="groups">The groups to choose from.</param>
    /// <param name="scale">The rates, and how many pictures at most.</param>
    /// <param name="failures">Gets a line for each that cannot be drawn.</param>
    /// <param name="work">Threads.</param>
    public static Section Draw(string folder, IReadOnlyList<FrameGroup> groups, Scale scale, List<string> failures, WorkSettings work)
    {
        Section section = new("strips", "Before and after");
        section.Text(Text.Inv($"Middles of frames at the rates of figure 6, δ 0.7: as it is read, mended by the best classical corrector there, and by `learned`, each told the true map; on the right the truth. Each crop is {Crop.Sites}×{Crop.Sites} sites."));
        StripPicture strips = new(Correctors.Learned, [.. Figures.Methods.Correctors.Where(corrector => !corrector.IsTrained).Select(corrector => corrector.Name)], scale.Rates);
        int drawn = 0;
        foreach (FrameGroup group in groups)
        {
            if (drawn == scale.Strips)
            {
                break;
            }

            work.Cancellation.ThrowIfCancellationRequested();
            try
            {
                Mosaic mosaic = group.Frames[0].Load(work);
                if (Math.Min(mosaic.Layout.ActiveArea.Height, mosaic.Layout.ActiveArea.Width) >= Scene.LeastSide)
                {
                    Scene scene = Scene.Of(Text.Inv($"strips-{++drawn}.png"), group.Name, mosaic);
                    strips.Draw(scene).WritePng(Path.Combine(folder, scene.FileName), overwrite: true);
                    section.Picture(scene.FileName, scene.Title);
                }
            }
            catch (FixPixException failure)
            {
                failures.Add($"before and after, {group.Name}: {failure.Message}");
            }
        }

        if (drawn == 0)
        {
            section.Text(Text.Inv($"Left out: no frame has {Scene.LeastSide}×{Scene.LeastSide} sites."));
        }

        return section;
    }
}
