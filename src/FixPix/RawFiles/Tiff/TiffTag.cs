namespace FixPix.RawFiles.Tiff;

/// <summary>
/// Tag numbers by their names in the standards: TIFF 6.0, TIFF/EP (ISO 12234-2), EXIF 2.3 (CIPA DC-008), DNG 1.7.
/// </summary>
internal static class TiffTag
{
    // TIFF 6.0
    public const ushort NewSubfileType = 254;
    public const ushort ImageWidth = 256;
    public const ushort ImageLength = 257;
    public const ushort BitsPerSample = 258;
    public const ushort Compression = 259;
    public const ushort PhotometricInterpretation = 262;
    public const ushort FillOrder = 266;
    public const ushort Make = 271;
    public const ushort Model = 272;
    public const ushort StripOffsets = 273;
    public const ushort Orientation = 274;
    public const ushort SamplesPerPixel = 277;
    public const ushort RowsPerStrip = 278;
    public const ushort StripByteCounts = 279;
    public const ushort PlanarConfiguration = 284;
    public const ushort FreeOffsets = 288;
    public const ushort Software = 305;
    public const ushort DateTime = 306;
    public const ushort Predictor = 317;
    public const ushort TileWidth = 322;
    public const ushort TileLength = 323;
    public const ushort TileOffsets = 324;
    public const ushort TileByteCounts = 325;
    public const ushort SubIfds = 330;
    public const ushort SampleFormat = 339;
    public const ushort JpegInterchangeFormat = 513;

    // TIFF/EP
    public const ushort CfaRepeatPatternDim = 33421;
    public const ushort CfaPattern = 33422;

    // EXIF
    public const ushort ExposureTime = 33434;
    public const ushort ExifIfd = 34665;
    public const ushort GpsIfd = 34853;
    public const ushort IsoSpeedRatings = 34855;
    public const ushort SensitivityType = 34864;
    public const ushort RecommendedExposureIndex = 34866;
    public const ushort IsoSpeed = 34867;
    public const ushort ExifVersion = 36864;
    public const ushort DateTimeOriginal = 36867;
    public const ushort MakerNote = 37500;
    public const ushort InteroperabilityIfd = 40965;
    public const ushort BodySerialNumber = 42033;

    // DNG
    public const ushort DngVersion = 50706;
    public const ushort DngBackwardVersion = 50707;
    public const ushort UniqueCameraModel = 50708;
    public const ushort CfaPlaneColor = 50710;
    public const ushort CfaLayout = 50711;
    public const ushort LinearizationTable = 50712;
    public const ushort BlackLevelRepeatDim = 50713;
    public const ushort BlackLevel = 50714;
    public const ushort BlackLevelDeltaH = 50715;
    public const ushort BlackLevelDeltaV = 50716;
    public const ushort WhiteLevel = 50717;
    public const ushort DefaultScale = 50718;
    public const ushort DefaultCropOrigin = 50719;
    public const ushort DefaultCropSize = 50720;
    public const ushort ColorMatrix1 = 50721;
    public const ushort ColorMatrix2 = 50722;
    public const ushort AsShotNeutral = 50728;
    public const ushort CameraSerialNumber = 50735;
    public const ushort MakerNoteSafety = 50741;
    public const ushort CalibrationIlluminant1 = 50778;
    public const ushort CalibrationIlluminant2 = 50779;
    public const ushort ActiveArea = 50829;
    public const ushort RawImageDigest = 50972;
    public const ushort SubTileBlockSize = 50974;
    public const ushort RowInterleaveFactor = 50975;
    public const ushort OpcodeList1 = 51008;
    public const ushort NewRawImageDigest = 51111;
    public const ushort ColumnInterleaveFactor = 52547;
}
