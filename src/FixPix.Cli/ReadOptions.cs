using System.CommandLine;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli;

/// <summary>What the user may say about input files that do not say it themselves.</summary>
internal sealed class ReadOptions
{
    private readonly Option<int?> _width = new("--width") { Description = "Columns of a headerless dump." };
    private readonly Option<int?> _height = new("--height") { Description = "Rows of a headerless dump." };
    private readonly Option<string?> _cfa = new("--cfa") { Description = "Colour filter array: RGGB, GRBG, GBRG, BGGR or MONO.", HelpName = "pattern" };
    private readonly Option<int?> _bits = new("--bits") { Description = "Significant bits of a sample." };
    private readonly Option<float?> _black = new("--black") { Description = "Black level, DN." };
    private readonly Option<int?> _white = new("--white") { Description = "White level, DN." };
    private readonly Option<string?> _packing = new("--packing") { Description = "Headerless dumps: u8, u16le, u16be, raw10 or raw12 (MIPI). Default: from the file's length.", HelpName = "packing" };
    private readonly Option<int> _header = new("--header") { Description = "Bytes before the first sample of a headerless dump." };

    public void AddTo(Command command)
    {
        command.Add(_cfa);
        command.Add(_black);
        command.Add(_white);
        command.Add(_bits);
        command.Add(_width);
        command.Add(_height);
        command.Add(_packing);
        command.Add(_header);
    }

    public RawReadSettings From(ParseResult parsed, Session session)
    {
        CfaPattern? cfa = null;
        if (parsed.GetValue(_cfa) is string name && !CfaPattern.TryParse(name, out cfa))
        {
            throw new FixPixException($"--cfa {name}: expected one of {string.Join(", ", CfaPattern.Named.Select(pattern => pattern.Name))}");
        }

        return new RawReadSettings
        {
            Work = session.Work,
            Width = parsed.GetValue(_width),
            Height = parsed.GetValue(_height),
            Cfa = cfa,
            Bits = parsed.GetValue(_bits),
            BlackDn = parsed.GetValue(_black),
            WhiteDn = parsed.GetValue(_white),
            HeaderBytes = parsed.GetValue(_header),
            Packing = Packing(parsed.GetValue(_packing)),
        };
    }

    private static DumpPacking Packing(string? name) =>
        DumpPackings.TryParse(name, out DumpPacking packing) || name is null ? packing
        : throw new FixPixException($"--packing {name}: expected one of {string.Join(", ", DumpPackings.Names)}");
}
