using FixPix.Defects;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Peers;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Experiments.Tests.Peers;

public sealed class PeerTests : Scenes
{
    [Fact]
    public void A_missing_program_is_a_line_that_says_how_to_install_it()
    {
        List<string> notes = [];
        Assert.Empty(Programs.Installed(static _ => null, notes));
        Assert.Equal(4, notes.Count);
        Assert.Contains("RawTherapee is not installed (apt-get install rawtherapee): left out of `peers`", notes);
    }

    [Fact]
    public void What_a_program_changed_counts_as_found_bright_and_dark_apart()
    {
        using PeerTrial trial = new(Scene(), new InjectionSettings { Rate = 0.02, Seed = 1 });
        Mosaic mended = trial.Spoiled.Clone();
        int good = 0;
        foreach (Defect defect in trial.Truth.Defects().Where(defect => trial.Spoiled[defect.Site.Row, defect.Site.Column] > trial.Original[defect.Site.Row, defect.Site.Column]))
        {
            mended[defect.Site.Row, defect.Site.Column] = trial.Original[defect.Site.Row, defect.Site.Column];
        }

        while (trial.Truth.Contains(0, good))
        {
            good++;
        }

        mended[0, good]++;
        Tally tally = trial.Score(mended, 2);
        Assert.Equal((1, 0), (tally.HotRecall, tally.DeadRecall));
        Assert.Equal((trial.Truth.Count, 1, 1, 2), (tally.Defects, tally.FalsePositives, tally.Altered, tally.SecondsPerFrame));
        Assert.True(tally.Nmse > 0);
    }

    [Fact]
    public void A_trial_is_files_that_other_programs_read_and_is_gone_afterwards()
    {
        string folder;
        using (PeerTrial trial = new(Scene(), new InjectionSettings { Rate = 0.02, Seed = 1 }))
        {
            folder = trial.Folder;
            Assert.Equal(trial.Spoiled.Samples, trial.Read("bad.dng").Samples);
            Assert.Equal(trial.Truth.Count, File.ReadLines(trial.Map(".badpixels")).Count());
            trial.Write("small.dng", () => Scene(32, 32));
            Assert.Contains("32×32 came back, 96×80 expected", Assert.Throws<FixPixException>(() => trial.Read("small.dng")).Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Developed_values_come_back_as_samples_and_only_mended_sites_are_taken()
    {
        using PeerTrial trial = new(Scene(), new InjectionSettings { Rate = 0.02, Seed = 1 });
        int mendedSite = trial.Truth.SiteIndices[0];
        Rendering rendering = new("a program", (_, dng, settings, _) =>
        {
            Mosaic mosaic = trial.Read(Path.GetFileName(dng));
            float[] values = [.. mosaic.Samples.Select(sample => MathF.Sqrt(sample))];
            values[mendedSite] = settings == "mends" ? MathF.Sqrt(trial.Original.Samples[mendedSite]) : values[mendedSite];
            return (values, 1);
        });
        (Mosaic mended, _) = rendering.Mend(trial, "plain", "mends", WorkSettings.Default);
        Assert.InRange(mended.Samples[mendedSite] - trial.Original.Samples[mendedSite], -1, 1);
        mended.Samples[mendedSite] = trial.Spoiled.Samples[mendedSite];
        Assert.Equal(trial.Spoiled.Samples, mended.Samples);
    }

    [Fact]
    public void A_program_that_mixes_sites_is_refused()
    {
        using PeerTrial trial = new(Scene(), new InjectionSettings { Rate = 0.02, Seed = 1 });
        Rendering rendering = new("a program", (_, dng, _, _) => (dng.EndsWith("ramp.dng", StringComparison.Ordinal) ? [.. trial.Read("ramp.dng").Samples.Select(sample => (float)sample)] : new float[trial.Original.Samples.Length], 1));
        Assert.Contains("comes back", Assert.Throws<FixPixException>(() => rendering.Mend(trial, "plain", "mends", WorkSettings.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_is_told_in_its_own_words()
    {
        ExternalProgram shell = ExternalProgram.Find("sh")!;
        Assert.Contains("sh failed: no such camera", Assert.Throws<FixPixException>(() => Peer.Run(shell, "sh", ["-c", "echo no such camera >&2; exit 3"], null, WorkSettings.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("failed", Assert.Throws<FixPixException>(() => Peer.Run(shell, "sh", ["-c", "true"], Path.Combine(Folder, "nothing"), WorkSettings.Default)).Message, StringComparison.Ordinal);
        Assert.Equal("said\n", Peer.Run(shell, "sh", ["-c", "echo $WORD"], null, WorkSettings.Default, ("WORD", "said")).Output);
    }
}
