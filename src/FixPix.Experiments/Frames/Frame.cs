using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Experiments.Frames;

/// <summary>A frame to measure on, without injected defects.</summary>
/// <param name="Name">What it is called in lines for the user.</param>
/// <param name="Identity">Everything that its samples follow from: the hash of its file, how it is read, or the camera that simulates it.</param>
/// <param name="Load">Reads or makes it; a failure is a <see cref="FixPixException"/>.</param>
internal sealed record Frame(string Name, string Identity, Func<WorkSettings, Mosaic> Load)
{
    /// <summary>The middle of the frame, at most so many sites along each side, with the colours that its sites have.</summary>
    public Mosaic LoadMiddle(int mostSide, WorkSettings work)
    {
        Mosaic mosaic = Load(work);
        SensorArea area = mosaic.Layout.ActiveArea;
        (int height, int width) = (Math.Min(mostSide, area.Height), Math.Min(mostSide, area.Width));
        return (height, width) == (mosaic.Height, mosaic.Width)
            ? mosaic
            : RawStream.Cut(mosaic, new SensorArea(area.Top + ((area.Height - height) / 4 * 2), area.Left + ((area.Width - width) / 4 * 2), height, width));
    }

    /// <summary>A seed of this frame's own, the same whatever other frames there are.</summary>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="purpose">What it is for.</param>
    public long Seed(long seed, string purpose) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(null, $"{seed} {purpose} {Identity}")))) & long.MaxValue;
}
