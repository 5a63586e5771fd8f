namespace FixPix.Tests.RawFiles.LosslessJpeg;

/// <summary>
/// A lossless JPEG writer by the book and nothing else: bit by bit, a fixed code of 5-bit words (or one with long words),
/// every predictor, restart intervals, point transform. It shares no line with the product.
/// </summary>
internal sealed class PlainLosslessJpeg
{
    private readonly List<byte> _bytes = [];
    private int _pendingBits;
    private int _pendingCount;

    public int Width { get; init; }

    public int Height { get; init; }

    public int Components { get; init; } = 1;

    public int Precision { get; init; } = 16;

    public int Predictor { get; init; } = 1;

    public int PointTransform { get; init; }

    public int RestartRows { get; init; }

    /// <summary>Categories 0 to 15 by codes of 1 to 16 bits (10, 110, …), so that some are longer than any table.</summary>
    public bool LongCodes { get; init; }

    /// <summary>Fill bytes FF before each marker.</summary>
    public int FillBytes { get; init; }

    /// <param name="samples">Height × Width × Components samples.</param>
    public byte[] Encode(ushort[] samples)
    {
        _bytes.AddRange([0xFF, 0xD8]);
        byte[] categories = LongCodes ? [.. Enumerable.Range(0, 16).Select(i => (byte)i)] : [.. Enumerable.Range(0, 17).Select(i => (byte)i)];
        byte[] counts = new byte[16];
        if (LongCodes)
        {
            Array.Fill(counts, (byte)1);
        }
        else
        {
            counts[4] = 17;
        }

        Segment(0xC4, [0, .. counts, .. categories]);
        Segment(0xFE, "a comment"u8.ToArray());
        byte[] frame = [(byte)Precision, (byte)(Height >> 8), (byte)Height, (byte)(Width >> 8), (byte)Width, (byte)Components];
        Segment(0xC3, [.. frame, .. Enumerable.Range(1, Components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })]);
        if (RestartRows > 0)
        {
            int interval = RestartRows * Width;
            Segment(0xDD, [(byte)(interval >> 8), (byte)interval]);
        }

        byte[] scan = [(byte)Components, .. Enumerable.Range(1, Components).SelectMany(id => new byte[] { (byte)id, 0 })];
        Segment(0xDA, [.. scan, (byte)Predictor, 0, (byte)PointTransform]);
        for (int row = 0; row < Height; row++)
        {
            EncodeRow(samples, row);
        }

        Align();
        Marker(0xD9);
        return [.. _bytes];
    }

    private void EncodeRow(ushort[] samples, int row)
    {
        bool restarted = RestartRows > 0 && row % RestartRows == 0;
        if (restarted && row > 0)
        {
            Align();
            Marker((byte)(0xD0 + (((row / RestartRows) - 1) % 8)));
        }

        int At(int y, int x, int c) => samples[(((y * Width) + x) * Components) + c] >> PointTransform;
        for (int x = 0; x < Width; x++)
        {
            for (int c = 0; c < Components; c++)
            {
                int prediction;
                if (row == 0 || restarted)
                {
                    prediction = x == 0 ? 1 << (Precision - PointTransform - 1) : At(row, x - 1, c);
                }
                else if (x == 0)
                {
                    prediction = At(row - 1, x, c);
                }
                else
                {
                    (int ra, int rb, int rc) = (At(row, x - 1, c), At(row - 1, x, c), At(row - 1, x - 1, c));
                    prediction = new[] { 0, ra, rb, rc, ra + rb - rc, ra + ((rb - rc) >> 1), rb + ((ra - rc) >> 1), (ra + rb) / 2 }[Predictor];
                }

                Difference(At(row, x, c) - prediction);
            }
        }
    }

    private void Difference(int difference)
    {
        difference = (short)difference;
        int category = 0;
        while (Math.Abs(difference) >> category != 0)
        {
            category++;
        }

        if (LongCodes)
        {
            Bits(((1 << category) - 1) << 1, category + 1);
        }
        else
        {
            Bits(category, 5);
        }

        if (category is > 0 and < 16)
        {
            Bits(difference > 0 ? difference : difference - 1, category);
        }
    }

    private void Bits(int value, int count)
    {
        for (int bit = count - 1; bit >= 0; bit--)
        {
            _pendingBits = (_pendingBits << 1) | ((value >> bit) & 1);
            if (++_pendingCount == 8)
            {
                _bytes.Add((byte)_pendingBits);
                if ((byte)_pendingBits == 0xFF)
                {
                    _bytes.Add(0);
                }

                (_pendingBits, _pendingCount) = (0, 0);
            }
        }
    }

    private void Align()
    {
        while (_pendingCount > 0)
        {
            Bits(1, 1);
        }
    }

    private void Marker(byte marker)
    {
        _bytes.AddRange(Enumerable.Repeat((byte)0xFF, 1 + FillBytes));
        _bytes.Add(marker);
    }

    private void Segment(byte marker, byte[] body)
    {
        Marker(marker);
        _bytes.AddRange([(byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body]);
    }
}
