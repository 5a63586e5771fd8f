using System.Buffers.Binary;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>CHDK's badpixel.bin: pairs of little-endian 16-bit numbers x, y, counted from the first site of the full raw buffer.</summary>
internal sealed class ChdkFormat : MapFormat
{
    private const string FileName = "badpixel.bin";
    private const int PairLength = 4;
    private const int PairsPerChunk = 1 << 14;

    /// <inheritdoc/>
    public override string Name => "CHDK list";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [FileName];

    /// <summary>The ending .bin alone says nothing.</summary>
    public override bool MatchesName(string path) => Path.GetFileName(path).Equals(FileName, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        SensorIdentity sensor = MapSensor.Require(settings);
        if (file.Length % PairLength != 0)
        {
            throw new CorruptFileException($"{file.Length} bytes: pairs of two 16-bit numbers expected");
        }

        SiteList sites = new(sensor, new SensorArea(0, 0, sensor.Height, sensor.Width), "pair");
        byte[] chunk = new byte[PairsPerChunk * PairLength];
        for (long offset = 0; offset < file.Length; offset += chunk.Length)
        {
            Span<byte> bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, file.Length - offset));
            file.Read(offset, bytes, "pairs");
            for (int place = 0; place < bytes.Length; place += PairLength)
            {
                int x = BinaryPrimitives.ReadUInt16LittleEndian(bytes[place..]);
                int y = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(place + 2)..]);
                sites.Add(x, y, DefectKind.Deviating, (int)Math.Min(int.MaxValue, ((offset + place) / PairLength) + 1));
            }
        }

        return sites.ToMap();
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes)
    {
        if (map.Sensor.Width - 1 > ushort.MaxValue || map.Sensor.Height - 1 > ushort.MaxValue)
        {
            throw new UnsupportedFileException($"a sensor of {map.Sensor.Width}×{map.Sensor.Height}: {FileName} holds coordinates up to {ushort.MaxValue}");
        }

        using TextOutput bytes = new(output);
        Span<byte> pair = stackalloc byte[PairLength];
        foreach (Defect defect in map.Defects())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(pair, (ushort)defect.Site.Column);
            BinaryPrimitives.WriteUInt16LittleEndian(pair[2..], (ushort)defect.Site.Row);
            bytes.Append(pair);
        }
    }
}
