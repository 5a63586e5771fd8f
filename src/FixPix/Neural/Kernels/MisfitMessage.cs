using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>The words of a failed check, put together only where it fails: a check that holds costs no memory.</summary>
[InterpolatedStringHandler]
internal ref struct MisfitMessage
{
    private DefaultInterpolatedStringHandler _words;

    public MisfitMessage(int literalLength, int formattedCount, bool fits, out bool wanted)
    {
        wanted = !fits;
        if (wanted)
        {
            _words = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }
    }

    public void AppendLiteral(string value) => _words.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

    public string Text() => _words.ToStringAndClear();
}
