using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>A map made ready for one way of mending. Serves any number of frames, from several threads at once.</summary>
public abstract class CorrectionPlan
{
    /// <summary>Keeps the layout that frames have to have.</summary>
    protected CorrectionPlan(DefectMap map, MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.RequireFits(layout);
        Layout = layout;
    }

    /// <summary>Size, colours and levels of the frames that this plan mends.</summary>
    public MosaicLayout Layout { get; }

    /// <summary>Mends one frame in place: mapped sites get new values, all others stay bit for bit.</summary>
    /// <param name="samples">Height × Width samples, row-major, DN.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <exception cref="FixPixException">The number of samples is not the layout's.</exception>
    public void Apply(ushort[] samples, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(work);
        if (samples.Length != Layout.SampleCount)
        {
            throw new FixPixException($"frame of {samples.Length} samples, the plan is for {Layout.Width}×{Layout.Height}");
        }

        Mend(samples, work);
    }

    /// <summary>Mends one frame whose size has been checked.</summary>
    protected abstract void Mend(ushort[] samples, WorkSettings work);
}
