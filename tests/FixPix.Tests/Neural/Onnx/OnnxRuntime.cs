using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using FixPix.Neural.Onnx;
using FixPix.Neural.Weights;
using FixPix.Tests.House;

namespace FixPix.Tests.Neural.Onnx;

/// <summary>ONNX Runtime, as tests/onnxruntime has it: node runs it, <c>test.sh</c> installs it.</summary>
internal static class OnnxRuntime
{
    /// <summary>Exports a network and runs it.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="input">Its input, row-major.</param>
    /// <param name="shape">The input's shape.</param>
    public static OnnxOutput Run(WeightFile weights, float[] input, params int[] shape)
    {
        string folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;
        string model = Path.Combine(folder, "model.onnx"), before = Path.Combine(folder, "input"), after = Path.Combine(folder, "output");
        try
        {
            OnnxExport.Write(weights, model, overwrite: false, WorkSettings.Default);
            File.WriteAllBytes(before, MemoryMarshal.AsBytes(input.AsSpan()));
            JsonNode said = JsonNode.Parse(Node(model, before, string.Join(',', shape), after))!;
            float[] values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(after)).ToArray();
            return new OnnxOutput((string)said["input"]!, (string)said["output"]!, [.. said["shape"]!.AsArray().Select(length => (int)length!)], values);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Node(params string[] words)
    {
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])[Path.Combine(Repository.Root, "tests/onnxruntime/run.mjs"), .. words])
        {
            start.ArgumentList.Add(word);
        }

        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, $"node ended with {node.ExitCode}: {errors.Result}");
        return output;
    }
}

/// <summary>What a model gave.</summary>
/// <param name="Input">What it calls its input.</param>
/// <param name="Name">What it calls its output.</param>
/// <param name="Shape">The output's shape.</param>
/// <param name="Values">The output, row-major.</param>
internal sealed record OnnxOutput(string Input, string Name, int[] Shape, float[] Values);
