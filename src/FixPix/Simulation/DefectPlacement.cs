using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// Places lines, blocks, pairs and single faulty sites: lines first (they may cross), then everything else where nothing
/// else is. Remembers each site's fault.
/// </summary>
internal sealed class DefectPlacement
{
    // A free place for one more group is looked for this often before the area counts as full.
    private const int MostTries = 10_000;

    private readonly InjectionSettings _settings;
    private readonly MosaicLayout _layout;
    private readonly SensorArea _area;
    private readonly FaultSource _faults;
    private readonly SeededRandom _random;

    private DefectPlacement(InjectionSettings settings, MosaicLayout layout, FaultSource faults, SeededRandom random)
    {
        (_settings, _layout, _area, _faults, _random) = (settings, layout, layout.ActiveArea, faults, random);
        Taken = new DefectMask(layout.Width, layout.Height);
    }

    /// <summary>Sites that have a fault.</summary>
    public DefectMask Taken { get; }

    /// <summary>The fault of each taken site, by site index.</summary>
    public Dictionary<int, Fault> Faults { get; } = [];

    /// <summary>Pairs, blocks, rows and columns.</summary>
    public List<DefectGroup> Groups { get; } = [];

    /// <summary>Places all that the settings count.</summary>
    /// <exception cref="FixPixException">The active area has no room for all of them.</exception>
    public static DefectPlacement Make(InjectionSettings settings, MosaicLayout layout, FaultSource faults, SeededRandom random)
    {
        DefectPlacement placement = new(settings, layout, faults, random);
        placement.PlaceLines();
        placement.PlaceClusters();
        placement.PlaceSingles(DefectKind.Dead, settings.Dead, "dead sites");
        placement.PlaceSingles(DefectKind.Hot, settings.Hot, "hot sites");
        placement.PlaceSingles(DefectKind.Stuck, settings.Stuck, "stuck sites");
        return placement;
    }

    private void PlaceLines()
    {
        foreach (int row in Choose(_settings.Rows, _area.Height, "rows"))
        {
            AddGroup(DefectShape.Row, new SensorArea(_area.Top + row, _area.Left, 1, _area.Width));
        }

        // Whole and partial columns share one draw, so that no two of them coincide.
        int[] columns = Choose((long)_settings.Columns + _settings.PartialColumns, _area.Width, "columns");
        for (int index = 0; index < columns.Length; index++)
        {
            int height = _area.Height;
            if (index >= _settings.Columns)
            {
                int shortest = Math.Max(1, height / 16);
                height = shortest + _random.NextInt(Math.Max(1, (height / 2) - shortest + 1));
            }

            AddGroup(DefectShape.Column, new SensorArea(
                _area.Top + _random.NextInt(_area.Height - height + 1), _area.Left + columns[index], height, 1));
        }
    }

    private void PlaceClusters()
    {
        for (int cluster = 0; cluster < _settings.Clusters; cluster++)
        {
            PlaceIrregular();
        }

        PlaceBlocks(_settings.Blocks5x5, 5, 5, "5×5 blocks");
        PlaceBlocks(_settings.Blocks3x3, 3, 3, "3×3 blocks");
        PlaceBlocks(_settings.Blocks2x2, 2, 2, "2×2 blocks");
        for (int pair = 0; pair < _settings.AdjacentPairs; pair++)
        {
            bool across = _random.NextInt(2) == 0;
            PlaceBlocks(1, across ? 1 : 2, across ? 2 : 1, "adjacent pairs");
        }

        for (int pair = 0; pair < _settings.SameColorPairs; pair++)
        {
            PlaceSameColorPair();
        }
    }

    private void PlaceIrregular()
    {
        (int height, int width, Site[] sites) = ClusterShape.Draw(_random);
        SensorArea found = FindRoom(
            () => new SensorArea(AnyRow(height), AnyColumn(width), height, width), area => !sites.Any(site => Taken[area.Top + site.Row, area.Left + site.Column]), height, width, "clusters");
        Fault fault = _faults.Draw(_settings.GroupKind, isGroup: true, _random);
        Groups.Add(new DefectGroup(DefectShape.Cluster, found));
        foreach (Site site in sites)
        {
            Add(found.Top + site.Row, found.Left + site.Column, fault);
        }
    }

    private void PlaceBlocks(int count, int height, int width, string what)
    {
        for (int block = 0; block < count; block++)
        {
            AddGroup(DefectShape.Cluster, FindRoom(
                () => new SensorArea(AnyRow(height), AnyColumn(width), height, width), area => !IsTaken(area), height, width, what));
        }
    }

    private void PlaceSameColorPair()
    {
        bool across = _random.NextInt(2) == 0;
        SensorArea Draw()
        {
            (int row, int column) = (AnyRow(1), AnyColumn(1));
            int step = 1;
            while (_layout.Cfa.ColorAt(row, column) != _layout.Cfa.ColorAt(row + (across ? 0 : step), column + (across ? step : 0)))
            {
                step++;
            }

            return new SensorArea(row, column, across ? 1 : step + 1, across ? step + 1 : 1);
        }

        bool Fits(SensorArea area) =>
            area.Bottom <= _area.Bottom && area.Right <= _area.Right && !Taken[area.Top, area.Left] && !Taken[area.Bottom - 1, area.Right - 1];
        SensorArea found = FindRoom(Draw, Fits, 1, 1, "same-colour pairs");
        Fault fault = _faults.Draw(_settings.GroupKind, isGroup: true, _random);
        Groups.Add(new DefectGroup(DefectShape.Cluster, found));
        Add(found.Top, found.Left, fault);
        Add(found.Bottom - 1, found.Right - 1, fault);
    }

    private void PlaceSingles(DefectKind kind, int count, string what)
    {
        for (int single = 0; single < count; single++)
        {
            SensorArea site = FindRoom(() => new SensorArea(AnyRow(1), AnyColumn(1), 1, 1), area => !IsTaken(area), 1, 1, what);
            Add(site.Top, site.Left, _faults.Draw(kind, isGroup: false, _random));
        }
    }

    private SensorArea FindRoom(Func<SensorArea> draw, Func<SensorArea, bool> fits, int height, int width, string what)
    {
        if (height <= _area.Height && width <= _area.Width)
        {
            for (int trial = 0; trial < MostTries; trial++)
            {
                SensorArea area = draw();
                if (fits(area))
                {
                    return area;
                }
            }
        }

        throw new FixPixException($"{what}: no room for all of them in an area of {_area.Width}×{_area.Height}");
    }

    // Distinct numbers of [0, end), in the order in which they were drawn.
    private int[] Choose(long count, int end, string what)
    {
        if (count > end)
        {
            throw new FixPixException($"{what}: {count} asked for, the active area has {end}");
        }

        int[] all = [.. Enumerable.Range(0, end)];
        for (int index = 0; index < count; index++)
        {
            int other = index + _random.NextInt(end - index);
            (all[index], all[other]) = (all[other], all[index]);
        }

        return all[..(int)count];
    }

    private void AddGroup(DefectShape shape, SensorArea area)
    {
        Fault fault = _faults.Draw(_settings.GroupKind, isGroup: true, _random);
        Groups.Add(new DefectGroup(shape, area));
        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                Add(row, column, fault);
            }
        }
    }

    // Where lines cross, the first one keeps the site.
    private void Add(int row, int column, Fault fault)
    {
        Taken[row, column] = true;
        Faults.TryAdd((row * _layout.Width) + column, fault);
    }

    private bool IsTaken(SensorArea area)
    {
        for (int row = area.Top; row < area.Bottom; row++)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                if (Taken[row, column])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private int AnyRow(int height) => _area.Top + _random.NextInt(_area.Height - height + 1);

    private int AnyColumn(int width) => _area.Left + _random.NextInt(_area.Width - width + 1);
}
