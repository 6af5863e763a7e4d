const rates = { signIns: 200, commands: 20, letters: 20, people: 1 } as const

export const fullPlan = { ...rates, seconds: 60 } as const
export const shortPlan = { ...rates, seconds: 10 } as const
