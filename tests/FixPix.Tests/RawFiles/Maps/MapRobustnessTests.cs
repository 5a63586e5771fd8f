using FixPix.Defects;
using FsCheck.Xunit;

namespace FixPix.Tests.RawFiles.Maps;

/// <summary>What all kinds of map files have in common.</summary>
public sealed class MapRobustnessTests
{
    private static readonly string[] s_names = ["a.json", "a.badpixels", "a.lst", "a.fpm", "badpixel.bin", "a.png", "a.npy", "a.fits", "a.tif", "a.pgm"];

    [Property(MaxTest = 60)]
    public void Sites_of_the_active_area_survive_every_format(int seed)
    {
        DefectMap random = MapFiles.Random(seed);
        SensorIdentity sensor = random.Sensor;
        DefectMap map = new(sensor, random.Defects().Where(defect => sensor.ActiveArea?.Contains(defect.Site.Row, defect.Site.Column) ?? true))
        {
            Groups = random.Groups,
        };
        Assert.All(s_names, name => Assert.Equal(MapFiles.Sites(map), MapFiles.Sites(MapFiles.ReadBytes(name, MapFiles.Write(name, map), sensor))));
    }

    [Fact]
    public void Damaged_files_give_one_line_or_a_map()
    {
        foreach (string name in s_names)
        {
            DefectMap map = MapFiles.Make(MapFiles.Sensor, (9, 9), (4, 6), (20, 30));
            byte[] sound = MapFiles.Write(name, map);
            for (int seed = 0; seed < 1000; seed++)
            {
                try
                {
                    MapFiles.ReadBytes(name, Mutations.Of(sound, seed), MapFiles.Sensor);
                }
                catch (FixPixException failure)
                {
                    Assert.DoesNotContain('\n', failure.Message);
                }
            }
        }
    }

    [Fact]
    public void Damaged_JSON_with_every_field_gives_one_line_or_a_map()
    {
        byte[] sound = MapFiles.Write("a.json", MapFiles.Random(12));
        for (int seed = 0; seed < 3000; seed++)
        {
            try
            {
                MapFiles.ReadBytes("a.json", Mutations.Of(sound, seed));
            }
            catch (FixPixException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
        }
    }
}
