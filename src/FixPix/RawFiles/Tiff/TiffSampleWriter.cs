using System.Runtime.InteropServices;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// Writes a copy of a file with other samples. All else is copied byte for byte; chunks without a changed sample keep their bytes.
/// A compressed chunk that has grown goes to the end of the file.
/// </summary>
internal sealed class TiffSampleWriter
{
    private readonly Stream _output;
    private readonly TiffRaster _raster;
    private readonly Mosaic _mosaic;
    private readonly SampleMerge _merge;
    private readonly Lock _writing = new();
    private readonly SortedDictionary<int, byte[]> _grown = [];
    private readonly Dictionary<int, long> _byteCounts = [];
    private bool _changed;

    private TiffSampleWriter(Stream output, TiffRaster raster, Mosaic mosaic, SampleMerge merge) =>
        (_output, _raster, _mosaic, _merge) = (output, raster, mosaic, merge);

    /// <summary>Copies the file and puts the mosaic's samples in.</summary>
    /// <param name="output">Empty, can seek and be read.</param>
    /// <param name="raster">The image of the source that the mosaic was read from.</param>
    /// <param name="mosaic">The samples.</param>
    /// <param name="merge">How a sample is stored.</param>
    /// <param name="edits">Gets the changes to the directory, which the caller writes.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <returns>Whether any sample has changed.</returns>
    public static bool CopyWith(Stream output, TiffRaster raster, Mosaic mosaic, SampleMerge merge, TiffEdits edits, WorkSettings work)
    {
        if (mosaic.Width != raster.Width || mosaic.Height != raster.Height)
        {
            throw new FixPixException($"mosaic of {mosaic.Width}×{mosaic.Height}: the file holds {raster.Width}×{raster.Height}");
        }

        TiffSampleWriter writer = new(output, raster, mosaic, merge);
        writer.CopyRest();
        writer.WriteChunks(work);
        writer.AppendGrown(edits);
        return writer._changed;
    }

    /// <summary>Whether any of the mosaic's samples is not the one that an uncompressed image has.</summary>
    public static bool Differs(TiffRaster raster, Mosaic mosaic, SampleMerge merge, WorkSettings work)
    {
        TiffSampleWriter reader = new(Stream.Null, raster, mosaic, merge);
        reader.WriteChunks(work);
        return reader._changed;
    }

    // Uncompressed samples are written once, by WriteBand; all other bytes here.
    private void CopyRest()
    {
        FileBytes file = _raster.Structure.File;
        if (_raster.Compression != TiffCompression.None)
        {
            FileCopy.Copy(file, 0, file.Length, _output);
            return;
        }

        long done = 0;
        foreach (TiffChunk chunk in ByOffset())
        {
            FileCopy.Copy(file, done, chunk.Offset - done, _output);
            done = chunk.Offset + ((long)chunk.Rows * _raster.RowBytes);
            _output.Seek(done, SeekOrigin.Begin);
        }

        FileCopy.Copy(file, done, file.Length - done, _output);
    }

    private TiffChunk[] ByOffset()
    {
        TiffChunk[] chunks = new TiffChunk[_raster.ChunkCount];
        for (int index = 0; index < chunks.Length; index++)
        {
            chunks[index] = _raster.Chunk(index);
        }

        Array.Sort(chunks, static (one, other) => one.Offset.CompareTo(other.Offset));
        for (int index = 1; index < chunks.Length; index++)
        {
            if (chunks[index].Offset < chunks[index - 1].Offset + ((long)chunks[index - 1].Rows * _raster.RowBytes))
            {
                throw new UnsupportedFileException("strips or tiles that share bytes: they can be read, not written");
            }
        }

        return chunks;
    }

    private void WriteChunks(WorkSettings work)
    {
        int bandRows = TiffSampleReader.BandRows(_raster);
        int bandsPerChunk = ((_raster.ChunkRows - 1) / bandRows) + 1;
        RowBands.Run(_raster.ChunkCount * bandsPerChunk, 1, work, static () => new TiffScratch(), (band, _, scratch) =>
        {
            TiffChunk chunk = _raster.Chunk(band / bandsPerChunk);
            int first = band % bandsPerChunk * bandRows;
            int rows = Math.Min(bandRows, chunk.Rows - first);
            if (_raster.Compression != TiffCompression.None)
            {
                WriteCompressed(chunk, scratch);
            }
            else if (rows > 0)
            {
                WriteBand(chunk, first, rows, scratch);
            }
        });
    }

    private void WriteBand(TiffChunk chunk, int first, int rows, TiffScratch scratch)
    {
        if (_raster.IsMemoryLayout && _merge.StoresSamples)
        {
            PutAsTheyAre(chunk, first, rows, scratch);
            return;
        }

        Span<ushort> samples = TiffChunkDecoder.DecodeRows(_raster, chunk, first, rows, scratch);
        Span<byte> bytes = scratch.Stored(rows * _raster.RowBytes).AsSpan(0, rows * _raster.RowBytes);
        bool changed = false;
        for (int row = 0; row < rows; row++)
        {
            Span<ushort> stored = samples.Slice(row * _raster.RowSamples, _raster.RowSamples);
            if (first + row < chunk.VisibleRows && MergeRow(chunk, first + row, stored))
            {
                PackRow(stored, bytes.Slice(row * _raster.RowBytes, _raster.RowBytes));
                changed = true;
            }
        }

        Put(chunk.Offset + ((long)first * _raster.RowBytes), bytes, changed);
    }

    private void PutAsTheyAre(TiffChunk chunk, int first, int rows, TiffScratch scratch)
    {
        Span<byte> old = scratch.Stored(rows * _raster.RowBytes).AsSpan(0, rows * _raster.RowBytes);
        long position = chunk.Offset + ((long)first * _raster.RowBytes);
        _raster.Structure.File.Read(position, old, "samples");
        ReadOnlySpan<byte> wanted = MemoryMarshal.AsBytes(_mosaic.Samples.AsSpan((chunk.Row + first) * _raster.Width, rows * _raster.Width));
        Put(position, wanted, changed: !wanted.SequenceEqual(old));
    }

    // The bits between the last sample and the next byte stay as they were.
    private void PackRow(ReadOnlySpan<ushort> samples, Span<byte> packed)
    {
        int spareBits = (8 - (int)((long)samples.Length * _raster.Bits % 8)) % 8;
        byte spare = (byte)(packed[^1] & ((1 << spareBits) - 1));
        PackedSamples.Pack(samples, _raster.Bits, _raster.BigEndian, packed);
        packed[^1] |= spare;
    }

    private void WriteCompressed(TiffChunk chunk, TiffScratch scratch)
    {
        Span<ushort> samples = TiffChunkDecoder.Decode(_raster, chunk, scratch);
        bool changed = false;
        for (int row = 0; row < chunk.VisibleRows; row++)
        {
            changed |= MergeRow(chunk, row, samples.Slice(row * _raster.RowSamples, _raster.RowSamples));
        }

        if (!changed)
        {
            return;
        }

        byte[] encoded = TiffChunkEncoder.Encode(_raster, chunk, samples, scratch.Stored(0).AsSpan(0, (int)chunk.ByteCount));
        if (encoded.Length > chunk.ByteCount)
        {
            lock (_writing)
            {
                _grown.Add(chunk.Index, encoded);
                _changed = true;
            }

            return;
        }

        lock (_writing)
        {
            _byteCounts.Add(chunk.Index, encoded.Length);
        }

        // What is left of the old bytes is cleared: nothing of the old samples stays behind.
        Put(chunk.Offset, encoded, changed: true);
        Put(chunk.Offset + encoded.Length, new byte[chunk.ByteCount - encoded.Length], changed: true);
    }

    private bool MergeRow(TiffChunk chunk, int row, Span<ushort> stored)
    {
        ReadOnlySpan<ushort> wanted = _mosaic.Row(chunk.Row + row).Slice(chunk.Column, chunk.VisibleColumns);
        return _merge.Merge(wanted, stored[..(chunk.VisibleColumns * _raster.SamplesPerPixel)]);
    }

    private void Put(long position, ReadOnlySpan<byte> bytes, bool changed)
    {
        lock (_writing)
        {
            _output.Position = position;
            _output.Write(bytes);
            _changed |= changed;
        }
    }

    private void AppendGrown(TiffEdits edits)
    {
        if (_grown.Count == 0 && _byteCounts.Count == 0)
        {
            return;
        }

        long[] offsets = new long[_raster.ChunkCount];
        long[] byteCounts = new long[_raster.ChunkCount];
        for (int index = 0; index < offsets.Length; index++)
        {
            TiffChunk chunk = _raster.Chunk(index);
            offsets[index] = chunk.Offset;
            byteCounts[index] = _byteCounts.GetValueOrDefault(index, chunk.ByteCount);
            if (_grown.TryGetValue(index, out byte[]? encoded))
            {
                offsets[index] = edits.SeekEnd(_output);
                byteCounts[index] = encoded.Length;
                _output.Write(encoded);
            }
        }

        edits.SetPlaces(_raster.Directory, _raster.IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, byteCounts);
        if (_grown.Count > 0)
        {
            edits.SetPlaces(_raster.Directory, _raster.IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, offsets);
        }
    }
}
