using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Turns findings into a map: gives each its kind and finds out what they form together.</summary>
/// <param name="frame">A frame of the sensor: what a dead site reads is judged by its samples.</param>
/// <param name="detectorName">The detector's name, for the map's provenance.</param>
internal sealed class MapBuilder(Mosaic frame, string detectorName)
{
    /// <summary>A site that reads no more than this share of the range above black gives no signal: it is dead.</summary>
    private const float DeadShare = 0.01f;

    /// <summary>Settings worth keeping with the map.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The map.</summary>
    /// <param name="findings">The bad sites.</param>
    public DefectMap Build(IEnumerable<Finding> findings) => Build(new DefectMap(SensorIdentity.Of(frame), findings.Select(ToDefect)));

    /// <summary>The map of defects whose kind the detector knows.</summary>
    /// <param name="defects">The defects, with nothing else of a map.</param>
    public DefectMap Build(DefectMap defects) => new(defects)
    {
        Groups = DefectGrouping.Of(defects),
        Provenance = new MapProvenance { Detector = detectorName, Settings = Settings },
    };

    private Defect ToDefect(Finding finding)
    {
        Site site = new(finding.Site / frame.Width, finding.Site % frame.Width);
        return new Defect(site, Kind(site, finding.IsHigh), finding.Probability);
    }

    private DefectKind Kind(Site site, bool isHigh)
    {
        if (isHigh)
        {
            return DefectKind.Hot;
        }

        float black = frame.Layout.BlackAt(site.Row, site.Column);
        float signal = frame[site.Row, site.Column] - black;
        return signal <= DeadShare * (frame.Layout.WhiteDn - black) ? DefectKind.Dead : DefectKind.Deviating;
    }
}
