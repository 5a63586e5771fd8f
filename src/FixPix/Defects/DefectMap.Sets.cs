namespace FixPix.Defects;

/// <content>Maps as sets of sites.</content>
public sealed partial class DefectMap
{
    /// <summary>The defects of either map; of a site in both, the more probable entry. Histories and groups are joined.</summary>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public DefectMap Union(DefectMap other)
    {
        RequireSameSize(other);
        return new DefectMap(Sensor, Defects().Concat(other.Defects()))
        {
            Groups = [.. Groups.Union(other.Groups)],
            Histories = Histories.SetItems(other.Histories.Where(pair => !Histories.ContainsKey(pair.Key))),
            Provenance = Provenance,
        };
    }

    /// <summary>The defects of this map that are in the other one too.</summary>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public DefectMap Intersect(DefectMap other) => Keep(other, wanted: true);

    /// <summary>The defects of this map that are not in the other one.</summary>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public DefectMap Subtract(DefectMap other) => Keep(other, wanted: false);

    /// <summary>The same defects, said to belong to another sensor of the same size.</summary>
    public DefectMap WithSensor(SensorIdentity sensor) =>
        new(sensor, Defects()) { Groups = Groups, Histories = Histories, Provenance = Provenance };

    private DefectMap Keep(DefectMap other, bool wanted)
    {
        RequireSameSize(other);
        DefectMask inOther = other.ToMask();
        DefectMap kept = new(Sensor, Defects().Where(defect => inOther[defect.Site.Row, defect.Site.Column] == wanted));
        bool StillThere(int row, int column) => kept.Contains(row, column);
        return new DefectMap(Sensor, kept.Defects())
        {
            Groups = [.. Groups.Where(group => AllSites(group, StillThere))],
            Histories = Histories.RemoveRange(Histories.Keys.Where(site => !StillThere(site / Sensor.Width, site % Sensor.Width))),
            Provenance = Provenance,
        };
    }

    private bool AllSites(DefectGroup group, Func<int, int, bool> stillThere)
    {
        for (int row = group.Area.Top; row < group.Area.Bottom; row++)
        {
            for (int column = group.Area.Left; column < group.Area.Right; column++)
            {
                if (Contains(row, column) && !stillThere(row, column))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void RequireSameSize(DefectMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((other.Sensor.Width, other.Sensor.Height) != (Sensor.Width, Sensor.Height))
        {
            throw new FixPixException(
                $"maps of different sensors: {Sensor.Width}×{Sensor.Height} and {other.Sensor.Width}×{other.Sensor.Height}");
        }
    }
}
