namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>Decodes the rows of a scan, one after another.</summary>
internal ref struct ScanDecoder
{
    private readonly LosslessJpegHeader _header;
    private readonly HuffmanLookup[] _lookups;
    private EntropyReader _reader;
    private int _row;

    /// <param name="segments">The stream's headers.</param>
    /// <param name="entropyCoded">The scan and what follows it.</param>
    public ScanDecoder(JpegSegments segments, ReadOnlySpan<byte> entropyCoded)
    {
        _header = segments.Header;
        _lookups = new HuffmanLookup[segments.Codes.Length];
        for (int index = 0; index < _lookups.Length; index++)
        {
            int same = Array.IndexOf(segments.Codes, segments.Codes[index]);
            _lookups[index] = same < index ? _lookups[same] : new HuffmanLookup(segments.Codes[index]);
        }

        _reader = new EntropyReader(entropyCoded);
    }

    /// <summary>Decodes the next row.</summary>
    /// <param name="above">The row before, not looked at for the first one.</param>
    /// <param name="row">Gets width × components samples, not yet shifted by the point transform.</param>
    public void DecodeRow(ReadOnlySpan<ushort> above, Span<ushort> row)
    {
        int rowOfInterval = _header.RestartRows == 0 ? _row : _row % _header.RestartRows;
        if (rowOfInterval == 0 && _row > 0)
        {
            _reader.Restart((_row / _header.RestartRows) - 1);
        }

        bool first = rowOfInterval == 0;
        bool fromLeft = first || _header.Predictor == 1;
        int components = _header.Components;
        Span<uint> left = stackalloc uint[4];
        for (int component = 0; component < components; component++)
        {
            left[component] = first ? 1u << (_header.Precision - _header.PointTransform - 1) : above[component];
        }

        uint keep = fromLeft ? uint.MaxValue : 0;
        for (Span<ushort> rest = row; rest.Length > 0;)
        {
            Span<ushort> run = rest[..Math.Min(rest.Length, EntropyReader.MaxRun)];
            DecodeRun(run, left, keep);
            rest = rest[run.Length..];
        }

        if (!fromLeft)
        {
            Predictor.Reconstruct(_header.Predictor, components, above, row);
        }

        _row++;
    }

    public readonly void Dispose() => _reader.Dispose();

    private void DecodeRun(Span<ushort> run, scoped Span<uint> left, uint keep)
    {
        switch (_lookups.Length)
        {
            case 1:
                DifferenceDecoder.DecodeOne(ref _reader, _lookups[0], run, ref left[0], keep);
                break;
            case 2:
                DifferenceDecoder.DecodeTwo(ref _reader, _lookups[0], _lookups[1], run, left, keep);
                break;
            default:
                DifferenceDecoder.DecodeAny(ref _reader, _lookups, run, left, keep);
                break;
        }
    }
}
