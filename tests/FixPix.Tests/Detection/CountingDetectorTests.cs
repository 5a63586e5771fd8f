using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;

namespace FixPix.Tests.Detection;

public class CountingDetectorTests
{
    [Fact]
    public void Only_what_nine_of_ten_frames_show_is_kept()
    {
        // Site 3 is bright in all ten frames, site 9 in nine, site 14 in eight.
        Mosaic[] frames = [.. Enumerable.Range(0, 10).Select(frame => Frame((3, true), (9, frame != 4), (14, frame > 1)))];
        DefectMap found = new CountingDetector(new Bright()).Detect(frames, WorkSettings.Default);
        Assert.Equal([3, 9], found.SiteIndices.ToArray());
        Assert.Equal(0.8f, found.Probabilities[0], 5);
        Assert.Equal(0.72f, found.Probabilities[1], 5);
        Assert.Equal("counted bright", found.Provenance.Detector);
    }

    private static Mosaic Frame(params (int Site, bool IsBright)[] spots)
    {
        ushort[] samples = new ushort[24];
        Array.Fill(samples, (ushort)100);
        foreach ((int site, bool isBright) in spots)
        {
            samples[site] = isBright ? (ushort)900 : (ushort)100;
        }

        return new Mosaic(new MosaicLayout(6, 4, CfaPattern.Rggb, 0, 1023), samples);
    }

    private sealed class Bright : IDetector
    {
        public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
        {
            Mosaic frame = Assert.Single(frames);
            return new DefectMap(SensorIdentity.Of(frame), Enumerable.Range(0, frame.Samples.Length).Where(site => frame.Samples[site] > 500).Select(site => new Defect(new Site(site / 6, site % 6), DefectKind.Hot, 0.8f)))
            {
                Provenance = new MapProvenance { Detector = "bright" },
            };
        }
    }
}
