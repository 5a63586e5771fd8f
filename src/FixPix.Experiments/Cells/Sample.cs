namespace FixPix.Experiments.Cells;

/// <summary>What a method did somewhere.</summary>
/// <param name="Group">The sensor, or the simulated cameras.</param>
/// <param name="Method">The detector, corrector, network or program.</param>
/// <param name="Setting">What else tells samples of an experiment apart: whose map, which δ, which shape.</param>
/// <param name="X">What the experiment varies: the rate, the number of images or of bad neighbours.</param>
/// <param name="Tally">The counts.</param>
internal sealed record Sample(string Group, string Method, string Setting, double X, Tally Tally);
