namespace FixPix.Detection;

/// <summary>What a network makes of a frame as a whole, by which its log-odds are judged.</summary>
/// <param name="CertainShare">The share of sites that it is certain of: log-odds above <see cref="Certain"/>.</param>
/// <param name="DoubtfulShare">The share of sites that it has its doubts about: log-odds from <see cref="Doubtful"/> to before <see cref="NotDoubtful"/>. Few are bad; a restless frame has many.</param>
internal readonly record struct FrameLook(double CertainShare, double DoubtfulShare)
{
    /// <summary>Log-odds above which the network is certain of a site: texture hardly ever reaches them.</summary>
    public const float Certain = 2;

    /// <summary>Log-odds from which on a site is doubtful.</summary>
    public const float Doubtful = -4;

    /// <summary>Log-odds from which on a site is more than doubtful.</summary>
    public const float NotDoubtful = -1;
}
