using FixPix.DetectorAblation;

return AblationCommand.Create().Parse(args).Invoke();
