using FixPix;
using FixPix.ClassicalStudy;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: ClassicalStudy DATA-FOLDER OUTPUT.md   (the folder holds MANIFEST.tsv)");
    return 2;
}

try
{
    Manifest manifest = Manifest.Read(args[0]);
    SingleFrameStudy single = SingleFrameStudy.Run(manifest);
    PeersStudy peers = PeersStudy.Run(manifest);
    SeriesStudy series = SeriesStudy.Run(manifest);
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[1]))!);
    File.WriteAllText(args[1], Report.Write(manifest, single, peers, series));
    return 0;
}
catch (FixPixException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}
