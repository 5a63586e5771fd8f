using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// A mask image of the size of the full raw array, in any container that holds mosaics of one plane: 0 good, all else bad,
/// or the other way round. 16-bit PNG, TIFF, PGM and NPY masks may hold probabilities, 65535 being certain.
/// </summary>
/// <remarks>
/// Polarity as in ccdproc and in the data quality planes of space telescopes. FITS masks of more than 8 bits are bit fields
/// there, so in FITS every value but 0 is a certain defect. A 16-bit mask of nothing but 0 and 1, or 0 and 255, is a plain mask too.
/// </remarks>
internal sealed class MaskMapFormat(RawFormat container) : MapFormat
{
    private bool IsFits => container is Fits.FitsFormat;

    /// <inheritdoc/>
    public override string Name => $"{container.Name} mask";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions => container.Extensions;

    /// <inheritdoc/>
    public override bool CanWrite => container.CanWrite;

    /// <inheritdoc/>
    public override bool HasSignature(FileBytes file) => container.Recognizes(file, Path.GetExtension(file.Name).ToLowerInvariant());

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        RawContents contents = container.Read(file, new RawReadSettings { Cfa = CfaPattern.Monochrome });
        Mosaic mask = contents.Mosaic;
        foreach (string note in contents.Notes.Where(note => note.StartsWith("no ROWORDER", StringComparison.Ordinal)))
        {
            notes.Add(note);
        }

        SensorIdentity sensor = new(mask.Width, mask.Height);
        MapSensor.RequireSameSize(sensor, settings.Sensor);
        bool badIsZero = settings.Polarity == MaskPolarity.ZeroIsBad;
        bool probabilities = !badIsZero && !IsFits && contents.StoredBits == 16 && HoldsProbabilities(mask.Samples);
        return new DefectMap(settings.Sensor ?? sensor, BadSites(mask, badIsZero, probabilities));
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes)
    {
        bool inverted = settings.Polarity == MaskPolarity.ZeroIsBad;
        if (settings.ProbabilityMask && (IsFits || inverted))
        {
            throw new UnsupportedFileException(
                IsFits ? "a FITS mask holds no probabilities; PNG, TIFF, PGM and NPY masks do" : "a mask of probabilities cannot be inverted");
        }

        Mosaic mask = ToMosaic(map, settings.ProbabilityMask, inverted, yes: IsFits ? (ushort)1 : byte.MaxValue);
        if (IsFits)
        {
            Fits.FitsWriter.Write(output, mask, $"Bad-pixel mask: {(inverted ? "0 = bad, 1 = good" : "0 = good, 1 = bad")}", "Same size and row order as the full raw array");
        }
        else if (container is Npy.NpyFormat && !settings.ProbabilityMask)
        {
            // NumPy indexes with truth values, not with bytes.
            Npy.NpyMask.Write(output, Array.ConvertAll(mask.Samples, sample => (byte)(sample == 0 ? 0 : 1)), mask.Width, mask.Height);
        }
        else
        {
            container.Write(output, mask, null, RawReadSettings.Default, RawWriteSettings.Default);
        }
    }

    private static Mosaic ToMosaic(DefectMap map, bool probabilities, bool inverted, ushort yes)
    {
        MosaicLayout layout = new(map.Sensor.Width, map.Sensor.Height, CfaPattern.Monochrome, 0, probabilities ? ushort.MaxValue : byte.MaxValue);
        ushort[] samples = new ushort[layout.SampleCount];
        if (inverted)
        {
            samples.AsSpan().Fill(yes);
        }

        ReadOnlySpan<int> sites = map.SiteIndices;
        for (int index = 0; index < sites.Length; index++)
        {
            // Even the least probable defect of a map is not good.
            samples[sites[index]] = probabilities
                ? (ushort)Math.Max(1, Math.Round(map.Probabilities[index] * ushort.MaxValue))
                : inverted ? (ushort)0 : yes;
        }

        return new Mosaic(layout, samples);
    }

    private static bool HoldsProbabilities(ReadOnlySpan<ushort> samples)
    {
        int first = samples.IndexOfAnyExcept((ushort)0);
        return first >= 0 && !(samples[first] is 1 or byte.MaxValue && samples[first..].IndexOfAnyExcept((ushort)0, samples[first]) < 0);
    }

    private static IEnumerable<Defect> BadSites(Mosaic mask, bool badIsZero, bool probabilities)
    {
        for (int site = 0; site < mask.Samples.Length; site++)
        {
            ushort value = mask.Samples[site];
            if ((value == 0) == badIsZero)
            {
                float probability = probabilities ? value / (float)ushort.MaxValue : 1f;
                yield return new Defect(new Site(site / mask.Width, site % mask.Width), DefectKind.Deviating, probability);
            }
        }
    }
}
