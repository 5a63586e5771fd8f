using BenchmarkDotNet.Attributes;
using FixPix.Mosaics;
using FixPix.RawFiles.LosslessJpeg;
using FixPix.Simulation;

namespace FixPix.Bench;

/// <summary>Lossless JPEG of a 12 MP mosaic of 12 bits as one stream on one thread; a DNG's tiles run on all.</summary>
[MemoryDiagnoser]
public class LosslessJpegBench
{
    private Mosaic _mosaic = null!;
    private byte[] _encoded = [];
    private ushort[] _decoded = [];

    /// <summary>Two components are a Bayer row's colours; one is a monochrome sensor.</summary>
    [Params(1, 2)]
    public int Components { get; set; }

    /// <summary>1 looks to the left, 7 takes the mean of left and above.</summary>
    [Params(1, 7)]
    public int Predictor { get; set; }

    [GlobalSetup]
    public void Photograph()
    {
        _mosaic = SyntheticScene.Photograph(SensorModel.Default, seed: 1);
        _decoded = new ushort[_mosaic.Samples.Length];
        using MemoryStream stream = new();
        Encode(stream);
        _encoded = stream.ToArray();
    }

    [Benchmark]
    public void Decode() =>
        LosslessJpegDecoder.Decode(_encoded, _mosaic.Width, _mosaic.Height, _decoded, _mosaic.Width, _mosaic.Width, _mosaic.Height);

    [Benchmark]
    public long Encode() => Encode(Stream.Null);

    private long Encode(Stream output) =>
        LosslessJpegEncoder.Encode(_mosaic.Samples, _mosaic.Width, _mosaic.Width, _mosaic.Height, Components, 12, output, Predictor);
}
