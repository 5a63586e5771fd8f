using System.CommandLine;
using FixPix.Defects;
using FixPix.Simulation;

namespace FixPix.Cli;

/// <summary>Which defects are put in beside the deviating sites: shared by <c>inject</c> and <c>evaluate</c>.</summary>
internal sealed class DefectOptions
{
    private readonly Option<int> _dead = Count("--dead", "Single dead sites.");
    private readonly Option<int> _hot = Count("--hot", "Single hot sites.");
    private readonly Option<int> _stuck = Count("--stuck", "Single stuck sites.");
    private readonly Option<int?> _stuckValue = new("--stuck-value") { Description = "What stuck sites read, DN. Default: a value of each one's own.", HelpName = "DN" };
    private readonly Option<int> _sameColorPairs = Count("--same-color-pairs", "Pairs of nearest same-colour sites.");
    private readonly Option<int> _adjacentPairs = Count("--pairs", "Pairs of sites side by side.");
    private readonly Option<int> _blocks2 = Count("--clusters-2x2", "Blocks of 2×2 sites.");
    private readonly Option<int> _blocks3 = Count("--clusters-3x3", "Blocks of 3×3 sites.");
    private readonly Option<int> _blocks5 = Count("--clusters-5x5", "Blocks of 5×5 sites.");
    private readonly Option<int> _clusters = Count("--clusters", "Irregular clusters of 2 to 32 sites, as real sensors have them.");
    private readonly Option<int> _rows = Count("--rows", "Whole rows.");
    private readonly Option<int> _columns = Count("--columns", "Whole columns.");
    private readonly Option<int> _partialColumns = Count("--partial-columns", "Parts of columns.");
    private readonly Option<string> _groupKind = new Option<string>("--group-kind")
    {
        Description = "How the sites of pairs, clusters, rows and columns lie.",
        DefaultValueFactory = _ => "stuck",
    }.AcceptOnlyFromAmong("dead", "hot", "stuck", "deviating");

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[]
        {
            _dead, _hot, _stuck, _stuckValue, _sameColorPairs, _adjacentPairs, _blocks2, _blocks3, _blocks5, _clusters, _rows, _columns, _partialColumns, _groupKind,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>What the user asked for; rate, δ and seed are the command's own.</summary>
    public InjectionSettings From(ParseResult parsed) => new()
    {
        Dead = parsed.GetValue(_dead),
        Hot = parsed.GetValue(_hot),
        Stuck = parsed.GetValue(_stuck),
        StuckValueDn = parsed.GetValue(_stuckValue),
        SameColorPairs = parsed.GetValue(_sameColorPairs),
        AdjacentPairs = parsed.GetValue(_adjacentPairs),
        Blocks2x2 = parsed.GetValue(_blocks2),
        Blocks3x3 = parsed.GetValue(_blocks3),
        Blocks5x5 = parsed.GetValue(_blocks5),
        Clusters = parsed.GetValue(_clusters),
        Rows = parsed.GetValue(_rows),
        Columns = parsed.GetValue(_columns),
        PartialColumns = parsed.GetValue(_partialColumns),
        GroupKind = Enum.Parse<DefectKind>(parsed.GetValue(_groupKind)!, ignoreCase: true),
    };

    private static Option<int> Count(string name, string description) => new(name) { Description = description, HelpName = "count" };
}
