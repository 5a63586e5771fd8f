using System.Globalization;

namespace FixPix.Experiments.Peers;

/// <summary>
/// RawTherapee: its hot and dead pixel filter, and its list of bad pixels, which lies in the folder of dark frames under the camera's name and is always obeyed. It leaves a border of two sites as it is.
/// </summary>
internal static class RawTherapee
{
    private const string Plain = "plain", Listed = "listed", ThresholdKey = "HotDeadPixelThresh=";
    private static readonly int[] s_thresholds = [100, 50, 20];

    /// <summary>The program as a peer.</summary>
    public static Peer Of(ExternalProgram program, string name)
    {
        Rendering rendering = new(name, (trial, dng, settings, work) => Develop(program, name, trial, dng, settings, work));
        return new Peer(name,
        [
            new PeerMethod($"{Peer.TrueMap}, .badpixels", (trial, work) => rendering.Mend(trial, Plain, Listed, work)),
            .. s_thresholds.Select(threshold => new PeerMethod(
                string.Create(CultureInfo.InvariantCulture, $"hot and dead filter, threshold {threshold}"), (trial, work) => rendering.Mend(trial, Plain, threshold.ToString(CultureInfo.InvariantCulture), work))),
        ]);
    }

    private static (float[] Values, double Seconds) Develop(ExternalProgram program, string name, PeerTrial trial, string dng, string settings, WorkSettings work)
    {
        string profile = trial.In("rawtherapee.pp3"), output = trial.In("rawtherapee.tif");
        File.WriteAllText(profile, Profile(settings));
        File.Delete(output);
        double seconds = Peer.Run(program, name, ["-q", "-o", output, "-t", "-b32", "-Y", "-p", profile, "-c", dng], output, work, ("XDG_CONFIG_HOME", Configuration(trial, settings)), ("XDG_CACHE_HOME", trial.In("cache"))).Seconds;
        return (FloatTiff.Read(output, trial.Original.Width, trial.Original.Height, (row, column) => (int)trial.Original.Layout.Cfa.ColorAt(row, column)), seconds);
    }

    private static string Profile(string settings)
    {
        using StreamReader reader = new(typeof(RawTherapee).Assembly.GetManifestResourceStream($"{typeof(RawTherapee).Namespace}.rawtherapee.pp3")!);
        string plain = reader.ReadToEnd();
        return settings is Plain or Listed ? plain : plain
            .Replace("HotPixelFilter=false", "HotPixelFilter=true", StringComparison.Ordinal)
            .Replace("DeadPixelFilter=false", "DeadPixelFilter=true", StringComparison.Ordinal)
            .Replace($"{ThresholdKey}100", ThresholdKey + settings, StringComparison.Ordinal);
    }

    // Its settings, with the list in the folder of dark frames or with an empty one.
    private static string Configuration(PeerTrial trial, string settings)
    {
        bool listed = settings == Listed;
        string home = trial.In(listed ? "config-listed" : "config"), darks = Directory.CreateDirectory(Path.Combine(home, "darks")).FullName;
        Directory.CreateDirectory(Path.Combine(home, "RawTherapee"));
        File.WriteAllText(Path.Combine(home, "RawTherapee", "options"), $"[General]\nDarkFramesPath={darks}\n");
        if (listed)
        {
            File.Copy(trial.Map(".badpixels"), Path.Combine(darks, $"{PeerTrial.Camera}.badpixels"), overwrite: true);
        }

        return home;
    }
}
