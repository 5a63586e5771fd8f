using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class ResidualEvidenceTests
{
    [Fact]
    public void A_site_far_from_its_surroundings_speaks_for_itself_and_any_other_against_in_whatever_way_it_is_asked()
    {
        SeededRandom random = new(1);
        MosaicLayout layout = new(300, 200, CfaPattern.Rggb, 64, 1023);
        ushort[] samples = [.. Enumerable.Range(0, layout.SampleCount).Select(_ => (ushort)(400 + (5 * random.NextNormal())))];
        samples[(100 * 300) + 150] = 700;
        samples[(150 * 300) + 20] = 1023;
        Mosaic frame = new(layout, samples);
        float[] all = new float[samples.Length];
        WorkSettings work = new() { Threads = 2 };
        ResidualEvidence evidence = ResidualEvidence.Of(frame, work);
        evidence.OfAll((site, odds) => all[site] = odds, work);
        Assert.InRange(all[(100 * 300) + 150], 4, ResidualEvidence.Most);
        Assert.InRange(all[(150 * 300) + 20], 4, ResidualEvidence.Most);
        Assert.InRange(all.Count(static odds => odds > 1), 2, 20);
        Assert.InRange(all.Average(), -2, -0.1);

        List<SiteLogOdds> asked = [.. new[] { 0, 299, 1500, (100 * 300) + 149, (100 * 300) + 150, (150 * 300) + 20, samples.Length - 1 }.Select(static site => new SiteLogOdds(site, 0))];
        Assert.Equal(asked.Select(site => all[site.Site]), evidence.OfSites(asked, work));
        Assert.Equal(asked.Select(site => all[site.Site]), ResidualEvidence.Of(frame, new WorkSettings { Threads = 1 }).OfSites(asked, work));
        Assert.Empty(evidence.OfSites([], work));
    }

    [Fact]
    public void Where_light_hides_a_site_it_says_nothing()
    {
        MosaicLayout layout = new(40, 40, CfaPattern.Rggb, 0, 255);
        Mosaic frame = new(layout, [.. Enumerable.Repeat((ushort)255, layout.SampleCount)]);
        Assert.Equal([0, 0], ResidualEvidence.Of(frame, WorkSettings.Default).OfSites([new SiteLogOdds(5, 0), new SiteLogOdds(900, 0)], WorkSettings.Default));
    }
}
