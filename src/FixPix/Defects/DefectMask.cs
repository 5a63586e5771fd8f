using System.Numerics;
using FixPix.Mosaics;

namespace FixPix.Defects;

/// <summary>One bit a site: whether it is bad. What correctors and detectors ask; a <see cref="DefectMap"/> is what users keep.</summary>
public sealed class DefectMask
{
    private readonly ulong[] _bits;

    /// <summary>A mask with no bad site.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public DefectMask(int width, int height)
    {
        (Width, Height) = (width, height);
        WordsPerRow = (width + 63) / 64;
        _bits = new ulong[(long)WordsPerRow * height];
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>64-bit words of a row. Rows begin on a word, so threads that own whole rows never share one.</summary>
    public int WordsPerRow { get; }

    /// <summary>Whether the site is bad. The site has to lie in the mask.</summary>
    public bool this[int row, int column]
    {
        get => ((_bits[(row * WordsPerRow) + (column >> 6)] >> (column & 63)) & 1) != 0;
        set
        {
            ref ulong word = ref _bits[(row * WordsPerRow) + (column >> 6)];
            ulong bit = 1UL << (column & 63);
            word = value ? word | bit : word & ~bit;
        }
    }

    /// <summary>The words of a row: bit c &amp; 63 of word c / 64 is column c. Bits beyond the width are 0.</summary>
    public Span<ulong> RowWords(int row) => _bits.AsSpan(row * WordsPerRow, WordsPerRow);

    /// <summary>Whether the site lies in the mask and is not bad.</summary>
    public bool IsGood(int row, int column) =>
        (uint)row < (uint)Height && (uint)column < (uint)Width && !this[row, column];

    /// <summary>Number of bad sites.</summary>
    public int Count()
    {
        long count = 0;
        foreach (ulong word in _bits)
        {
            count += BitOperations.PopCount(word);
        }

        return checked((int)count);
    }

    /// <summary>Number of sites in which this mask and another of the same size differ.</summary>
    public int CountDifferent(DefectMask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        long count = 0;
        for (int word = 0; word < _bits.Length; word++)
        {
            count += BitOperations.PopCount(_bits[word] ^ other._bits[word]);
        }

        return checked((int)count);
    }

    /// <summary>The bad sites, by row, then column.</summary>
    public IEnumerable<Site> Sites()
    {
        for (int row = 0; row < Height; row++)
        {
            for (int word = 0; word < WordsPerRow; word++)
            {
                for (ulong rest = _bits[(row * WordsPerRow) + word]; rest != 0; rest &= rest - 1)
                {
                    yield return new Site(row, (word * 64) + BitOperations.TrailingZeroCount(rest));
                }
            }
        }
    }

    /// <summary>Takes all bad sites out.</summary>
    public void Clear() => Array.Clear(_bits);

    /// <summary>A mask of its own with the same bad sites.</summary>
    public DefectMask Clone()
    {
        DefectMask copy = new(Width, Height);
        _bits.CopyTo(copy._bits, 0);
        return copy;
    }
}
