namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>The shortest code for given counts, no longer than 16 bits (ITU-T T.81, annex K.2).</summary>
internal static class OptimalHuffman
{
    // One symbol more than the categories: it takes the code of all ones, which T.81 wants unused.
    private const int Symbols = HuffmanCode.Categories + 1;

    /// <summary>Makes the code.</summary>
    /// <param name="occurrences">How often each of the 17 categories occurs.</param>
    public static HuffmanCode Make(ReadOnlySpan<long> occurrences)
    {
        int[] lengths = CodeLengths(occurrences);
        Span<int> counts = stackalloc int[Symbols + 1];
        counts.Clear();
        foreach (int length in lengths)
        {
            counts[length]++;
        }

        counts[0] = 0;
        Shorten(counts);
        byte[] codesOfLength = new byte[HuffmanCode.MaxLength];
        int longest = HuffmanCode.MaxLength;
        for (; counts[longest] == 0; longest--)
        {
        }

        // The last code of the longest length is the one of all ones.
        counts[longest]--;
        for (int length = 1; length <= HuffmanCode.MaxLength; length++)
        {
            codesOfLength[length - 1] = (byte)counts[length];
        }

        return new HuffmanCode(codesOfLength, ByLength(lengths));
    }

    // Joins the two rarest groups until one is left (figure K.1); ties go to the larger category, so that the result is one.
    private static int[] CodeLengths(ReadOnlySpan<long> occurrences)
    {
        long[] weights = [.. occurrences, 1];
        int[] groups = new int[Symbols];
        int[] lengths = new int[Symbols];
        for (int symbol = 0; symbol < Symbols; symbol++)
        {
            groups[symbol] = symbol;
        }

        while (true)
        {
            int rarest = Rarest(weights, except: -1);
            int second = Rarest(weights, except: rarest);
            if (second < 0)
            {
                return lengths;
            }

            weights[rarest] += weights[second];
            weights[second] = 0;
            for (int symbol = 0; symbol < Symbols; symbol++)
            {
                if (groups[symbol] == rarest || groups[symbol] == second)
                {
                    groups[symbol] = rarest;
                    lengths[symbol]++;
                }
            }
        }
    }

    private static int Rarest(ReadOnlySpan<long> weights, int except)
    {
        int rarest = -1;
        for (int symbol = 0; symbol < weights.Length; symbol++)
        {
            if (symbol != except && weights[symbol] > 0 && (rarest < 0 || weights[symbol] <= weights[rarest]))
            {
                rarest = symbol;
            }
        }

        return rarest;
    }

    // Moves pairs of codes that are too long up the tree (figure K.3).
    private static void Shorten(Span<int> counts)
    {
        for (int length = counts.Length - 1; length > HuffmanCode.MaxLength; length--)
        {
            while (counts[length] > 0)
            {
                int shorter = length - 2;
                while (counts[shorter] == 0)
                {
                    shorter--;
                }

                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }
    }

    private static byte[] ByLength(int[] lengths)
    {
        List<byte> categories = [];
        for (int length = 1; length <= Symbols; length++)
        {
            for (int category = 0; category < HuffmanCode.Categories; category++)
            {
                if (lengths[category] == length)
                {
                    categories.Add((byte)category);
                }
            }
        }

        return [.. categories];
    }
}
