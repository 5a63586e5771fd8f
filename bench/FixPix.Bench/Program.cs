using BenchmarkDotNet.Running;
using FixPix.Bench;

if (args is ["neural", .. string[] rest])
{
    NeuralTimings.Run(rest);
    return;
}

if (args is ["kinds"])
{
    KindConfusion.Run();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
