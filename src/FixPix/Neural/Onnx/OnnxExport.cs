using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Onnx;

/// <summary>
/// Networks for other runtimes: ONNX models of version 8 with the operations of version 17, metadata and all. They compute what ours do; what has to be done with an image before
/// and after stays outside, as the metadata tell.
/// </summary>
public static class OnnxExport
{
    /// <summary>Writes a network as an ONNX file, which appears whole or not at all.</summary>
    /// <param name="file">The network.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="work">Hears of the progress, and may stop it.</param>
    /// <exception cref="FixPixException">The network is not sound or larger than 2 GB, or the file cannot be written.</exception>
    public static void Write(WeightFile file, string path, bool overwrite, WorkSettings work) => AtomicFile.Write(path, overwrite, stream => Write(file, stream, work));

    /// <summary>Writes a network as an ONNX model.</summary>
    /// <exception cref="FixPixException">The network is not sound, or larger than 2 GB.</exception>
    public static void Write(WeightFile file, Stream stream, WorkSettings work) => OnnxModel.Write(stream, file.Source, Graph(file), file.Metadata, work);

    private static OnnxGraph Graph(WeightFile file) => file.Setting("architecture") switch
    {
        UNet.Architecture => UNetGraph.Build(file),
        PatchMlp.Architecture => PatchMlpGraph.Build(file),
        VitAutoencoder.Architecture => VitGraph.Build(file),
        _ => throw NetworkInfo.Unknown(file),
    };
}
