using System.Buffers;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// The entropy-coded bytes of a scan, taken window by window and freed of byte stuffing (ITU-T T.81, B.1.1.5), so that the
/// loop over the codes neither looks for markers nor checks for the end.
/// </summary>
/// <remarks>
/// <see cref="Prepare"/> promises that the window has bytes for a run of samples at their longest; zeros stand in
/// for bytes after the end, and <see cref="Settle"/> refuses a run that used any of them.
/// </remarks>
internal ref struct EntropyReader
{
    /// <summary>The most samples that <see cref="Prepare"/> may be asked for: a multiple of 1, 2, 3 and 4 components.</summary>
    public const int MaxRun = 3072;

    // A code of 16 bits and 15 bits of difference are less than 4 bytes; a refill looks 8 bytes ahead.
    private const int BytesPerSample = 4;
    private const int LookAhead = 16;
    private const int Capacity = (MaxRun * BytesPerSample) + LookAhead;
    private const int WindowLength = 3 * Capacity;

    private readonly ReadOnlySpan<byte> _source;
    private readonly byte[] _window;
    private int _next;
    private int _end;
    private bool _exhausted;

    /// <param name="source">The scan and what follows it.</param>
    public EntropyReader(ReadOnlySpan<byte> source)
    {
        _source = source;
        _window = ArrayPool<byte>.Shared.Rent(WindowLength);
    }

    /// <summary>Where the next code begins, in the window.</summary>
    public BitState State { get; private set; }

    /// <summary>The unstuffed bytes.</summary>
    public readonly byte[] Window => _window;

    /// <summary>Makes the bytes of up to <see cref="MaxRun"/> samples available.</summary>
    public void Prepare(int samples)
    {
        int position = (int)State.Position;
        if (_end - position >= (samples * BytesPerSample) + LookAhead || _exhausted)
        {
            return;
        }

        _window.AsSpan(position, _end - position).CopyTo(_window);
        _end -= position;
        State = State with { Position = 0 };
        Fill();
        if (_exhausted)
        {
            _window.AsSpan(_end, Capacity).Clear();
        }
    }

    /// <summary>Takes note of how far a run of samples came.</summary>
    /// <exception cref="CorruptFileException">It used bits that are not there.</exception>
    public void Settle(BitState state)
    {
        if (_exhausted && (state.Position * 8) - state.Count > _end * 8)
        {
            throw new CorruptFileException($"lossless JPEG: the coded samples end early, at byte {_next} of the scan");
        }

        State = state;
    }

    /// <summary>Goes on behind the next restart marker.</summary>
    /// <param name="index">Which one it is; they count modulo 8.</param>
    public void Restart(int index)
    {
        while (!_exhausted)
        {
            _end = 0;
            Fill();
        }

        byte expected = (byte)(JpegMarker.FirstRestart + (index & 7));
        if (_next + 1 >= _source.Length || _source[_next + 1] != expected)
        {
            throw new CorruptFileException($"lossless JPEG: no restart marker FF{expected:X2} at byte {_next} of the scan");
        }

        (_next, _end, _exhausted, State) = (_next + 2, 0, false, default);
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_window);

    // Fills the window up to its last Capacity bytes, which are kept for the zeros after the end.
    private void Fill()
    {
        const int Limit = WindowLength - Capacity;
        while (_end < Limit && !_exhausted)
        {
            ReadOnlySpan<byte> rest = _source.Slice(_next, Math.Min(_source.Length - _next, Limit - _end));
            int plain = rest.IndexOf((byte)0xFF);
            plain = plain < 0 ? rest.Length : plain;
            rest[..plain].CopyTo(_window.AsSpan(_end));
            (_next, _end) = (_next + plain, _end + plain);
            if (plain == rest.Length)
            {
                _exhausted = _next == _source.Length;
                continue;
            }

            TakeEscape();
        }
    }

    // At FF: FF 00 is a byte FF, FF FF a fill byte before a marker, all else a marker, which ends the bytes.
    private void TakeEscape()
    {
        byte second = _next + 1 < _source.Length ? _source[_next + 1] : JpegMarker.EndOfImage;
        if (second == 0)
        {
            _window[_end++] = 0xFF;
            _next += 2;
        }
        else if (second == 0xFF)
        {
            _next++;
        }
        else
        {
            _exhausted = true;
        }
    }
}
