using FixPix.CorrectorAblation;

return AblationCommand.Create().Parse(args).Invoke();
